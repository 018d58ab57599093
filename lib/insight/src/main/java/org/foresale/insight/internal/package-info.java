/**
 * Shared by the packages of this module, and for no one else: characteristics of users, the check that samples are at
 * their natural share of buyers, and figures in words. It may change at any time.
 */
package org.foresale.insight.internal;
