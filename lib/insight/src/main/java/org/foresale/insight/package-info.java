/**
 * What a prediction is good for: who the predicted buyers are and whether groups of users are served alike, why a user
 * is expected to buy and what else the user may want, whom to address, and what came of it.
 *
 * <p>Whatever is chosen here is chosen on training and validation users; what it brought is measured on test users.
 */
package org.foresale.insight;
