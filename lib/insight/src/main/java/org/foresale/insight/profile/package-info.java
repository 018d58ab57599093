/**
 * Who the predicted buyers are, and whether groups of users are served alike.
 *
 * <p>All is measured on test users, at a threshold that was chosen on validation users.
 */
package org.foresale.insight.profile;
