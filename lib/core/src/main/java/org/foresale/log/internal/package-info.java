/**
 * What the modules of Foresale share and nobody else is to use: the database that reads files, checks of arguments, and
 * texts of others in messages. It may change at any time.
 */
package org.foresale.log.internal;
