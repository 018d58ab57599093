/**
 * Code shared by the packages of this module only: characteristics of users, the check that samples have the base
 * rate, and the formatting of figures. It may change at any time.
 */
package org.foresale.insight.internal;
