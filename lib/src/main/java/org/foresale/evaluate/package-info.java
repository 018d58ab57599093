/** Evaluation: scores of samples, and what they are worth. */
package org.foresale.evaluate;
