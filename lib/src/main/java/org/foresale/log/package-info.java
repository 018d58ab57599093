/**
 * Purchase logs: from a table, a file or a database to sorted, dictionary-coded lines, with a report of what was left
 * out and why.
 *
 * <p>A <em>line</em> is one product in one basket. Start at {@link org.foresale.log.PurchaseLog}, or, with a log of
 * your own, at {@link org.foresale.log.LogSource}; the two public data sets are
 * {@link org.foresale.log.CompleteJourney} and {@link org.foresale.log.TaFeng}.
 */
package org.foresale.log;
