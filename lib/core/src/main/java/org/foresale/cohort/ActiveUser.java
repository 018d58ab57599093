package org.foresale.cohort;

import java.io.Serializable;
import java.util.BitSet;

/**
 * A user whom a snapshot question asks about at some of the cuts of the user's split.
 *
 * @param split the user's split
 * @param asked at which cuts, by their number, the user is active
 * @param buys  at which of these the user goes on to buy the target
 */
record ActiveUser(Split split, BitSet asked, BitSet buys) implements Serializable {
}
