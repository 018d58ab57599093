/**
 * Whom to address: plans of what an audience of a given size should cost and bring in, and the list of its users as a
 * file.
 *
 * <p>Everything is selected on training and validation users, and measured on test users.
 */
package org.foresale.insight.audience;
