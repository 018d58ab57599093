/** Classes for the service loader; not for use by other code. */
package org.foresale.network.internal;
