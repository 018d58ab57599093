/**
 * Evaluation: scores of samples, what they are worth, and how sure that is.
 *
 * <p>A {@link org.foresale.evaluate.CategoryBoard} compares learners of every category at once, for buying again and
 * for the first time.
 */
package org.foresale.evaluate;
