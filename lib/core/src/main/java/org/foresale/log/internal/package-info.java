/**
 * Contains code that the modules of Foresale share, and that other programs should not use: the database that reads
 * files, argument checks, and helpers for messages. It may change at any time.
 */
package org.foresale.log.internal;
