/**
 * Whom to address: plans of what an audience of a given size should cost and bring in, and the list of its users as a
 * file.
 *
 * <p>What is chosen here is chosen on training and validation users; what it brought is measured on test users.
 */
package org.foresale.insight.audience;
