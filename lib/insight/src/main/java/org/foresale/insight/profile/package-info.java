/**
 * Who the predicted buyers are, and how fair predictions are to groups of users.
 *
 * <p>Everything is measured on test users, at a threshold chosen on validation users.
 */
package org.foresale.insight.profile;
