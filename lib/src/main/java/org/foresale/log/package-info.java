/**
 * Purchase logs: from a table or a file to sorted, dictionary-coded lines, with a report of what was left out and why.
 *
 * <p>A <em>line</em> is one product in one basket. Start at {@link org.foresale.log.PurchaseLog}; the two public data
 * sets are {@link org.foresale.log.CompleteJourney} and {@link org.foresale.log.TaFeng}.
 */
package org.foresale.log;
