/**
 * Why a user is expected to buy: which features and which classes of purchases a score depends on.
 *
 * <p>Explanations are of test users; nothing is chosen by them.
 */
package org.foresale.insight.explain;
