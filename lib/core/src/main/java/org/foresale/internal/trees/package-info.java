/**
 * Gradient-boosted trees: XGBoost behind a few calls, and its saved models read without trust. Knows nothing of
 * purchases.
 */
package org.foresale.internal.trees;
