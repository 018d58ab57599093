/**
 * What users go on to buy: which products or classes come next, and whether recommending them beats a list of best
 * sellers.
 *
 * <p>Everything is selected on training and validation users, and measured on test users.
 */
package org.foresale.insight.recommend;
