/**
 * Logistic regression and naive Bayes: numbers in, probabilities out. Knows nothing of purchases, nor of the other
 * packages of Foresale.
 */
package org.foresale.internal.regression;
