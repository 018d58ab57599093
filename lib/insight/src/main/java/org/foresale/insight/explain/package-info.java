/**
 * Why a user is expected to buy: which features and which classes of purchases a score depends on.
 *
 * <p>Explanations are for test users, and nothing is selected by them.
 */
package org.foresale.insight.explain;
