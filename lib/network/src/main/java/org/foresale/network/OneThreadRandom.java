package org.foresale.network;

import java.util.Random;

/**
 * Draws the numbers of {@link Random}, for one thread alone: a training asks for one for each class of each event, and
 * what {@link Random} does so that threads can share it costs more than the draw itself.
 */
final class OneThreadRandom extends Random {

    private static final long serialVersionUID = 1L;

    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long INCREMENT = 0xB;
    private static final int STATE_BITS = 48;
    private static final long MASK = (1L << STATE_BITS) - 1;

    private long state;

    OneThreadRandom(long seed) {
        super(seed);
    }

    @Override
    public synchronized void setSeed(long seed) {
        super.setSeed(seed);
        state = (seed ^ MULTIPLIER) & MASK;
    }

    @Override
    protected int next(int bits) {
        state = state * MULTIPLIER + INCREMENT & MASK;
        return (int) (state >>> STATE_BITS - bits);
    }
}
