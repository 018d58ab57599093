/**
 * Evaluation: metrics of predicted scores, and their uncertainty.
 *
 * <p>A {@link org.foresale.evaluate.CategoryBoard} compares learners that predict every category at once, for repeat
 * purchases and for first purchases.
 */
package org.foresale.evaluate;
