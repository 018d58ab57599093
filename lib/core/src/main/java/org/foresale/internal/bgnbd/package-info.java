/**
 * The BG/NBD model of Fader, Hardie and Lee (2005): who still buys, and how often, from three numbers a customer. Knows
 * nothing of the other packages of Foresale.
 */
package org.foresale.internal.bgnbd;
