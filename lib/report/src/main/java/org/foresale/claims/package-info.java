/**
 * What the article of 2020 claims, beside what the results files say, with a verdict that is computed from them.
 */
package org.foresale.claims;
