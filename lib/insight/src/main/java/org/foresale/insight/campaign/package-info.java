/**
 * Back-tests on campaigns that a shop sent out: the results, next to the predictions of a model for the recipients.
 */
package org.foresale.insight.campaign;
