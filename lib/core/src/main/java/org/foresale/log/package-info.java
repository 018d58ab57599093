/**
 * Purchase logs: from a table, a file or a database to sorted, dictionary-coded lines, with a report of what was left
 * out and why.
 *
 * <p>A <em>line</em> is one product in one basket. Start at {@link org.foresale.log.LogSource}, which loads a
 * {@link org.foresale.log.PurchaseLog}.
 */
package org.foresale.log;
