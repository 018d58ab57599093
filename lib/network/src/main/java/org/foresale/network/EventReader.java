package org.foresale.network;

/** Reads the newest events of samples. It keeps its arrays from event to event and serves one thread. */
interface EventReader {

    /** Takes events. */
    interface Sink {

        /**
         * An event; what is needed of the arrays has to be copied.
         *
         * @param classes codes of second-level classes, each once
         * @param count   how many of the array's entries hold
         * @param numbers the event's numbers, as {@link EventKind#numbers()} names them
         */
        void event(int[] classes, int count, double[] numbers);
    }

    /**
     * The newest events of a sample, oldest first.
     *
     * @param sample number of the sample
     * @param most   how many events at most
     * @param sink   takes them
     */
    void read(int sample, int most, Sink sink);
}
