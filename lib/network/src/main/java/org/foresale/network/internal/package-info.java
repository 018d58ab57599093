/** What the service loader makes, and nobody else is to use. */
package org.foresale.network.internal;
