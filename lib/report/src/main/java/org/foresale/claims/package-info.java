/**
 * Compares the claims of the article of 2020 with the results files, with verdicts that are computed from them.
 */
package org.foresale.claims;
