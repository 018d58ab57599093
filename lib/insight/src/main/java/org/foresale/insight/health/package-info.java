/**
 * Says whether a model may still be trusted: compares the users whom it scores now with those it was validated on, and
 * what it predicted lately with what came true.
 */
package org.foresale.insight.health;
