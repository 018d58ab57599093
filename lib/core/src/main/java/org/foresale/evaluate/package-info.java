/** Evaluation: scores of samples, what they are worth, and how sure that is. */
package org.foresale.evaluate;
