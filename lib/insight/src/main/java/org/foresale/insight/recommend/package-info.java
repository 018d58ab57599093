/**
 * What users go on to buy: which products or classes come next, and whether recommending them beats a list of best
 * sellers.
 *
 * <p>What is chosen here is chosen on training and validation users; what it brought is measured on test users.
 */
package org.foresale.insight.recommend;
