/**
 * Gradient-boosted trees: XGBoost behind two calls. Knows nothing of purchases.
 */
package org.foresale.trees;
