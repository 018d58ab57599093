/**
 * Loads purchase logs from files, databases and tables, with a report of the lines that were excluded and why.
 *
 * <p>A <em>line</em> is one product in one basket. Start at {@link org.foresale.log.LogSource}, which loads a
 * {@link org.foresale.log.PurchaseLog}.
 */
package org.foresale.log;
