package org.foresale.network;

import java.util.List;
import org.foresale.cohort.Samples;

/** Events with further numbers: their gap ratios, and the affinities of their user. */
final class RichEvents implements EventReader {

    private final EventReader plain;
    private final Samples samples;
    private final EventKind events;
    private final double[][] affinities;
    private final int first;
    private final double[] numbers;

    /**
     * Adds numbers to those of another reader.
     *
     * @param plain      the other reader
     * @param samples    the samples that it reads
     * @param events     what an event is
     * @param affinities of some of the samples, one row a sample
     * @param first      the sample of the first row
     */
    RichEvents(EventReader plain, Samples samples, EventKind events, double[][] affinities, int first) {
        this.plain = plain;
        this.samples = samples;
        this.events = events;
        this.affinities = affinities;
        this.first = first;
        numbers = new double[events.numbers().size() + Inputs.FURTHER.size()];
    }

    @Override
    public void read(int sample, int most, Sink sink) {
        double[] ofUser = affinities[sample - first];
        System.arraycopy(ofUser, 0, numbers, numbers.length - ofUser.length, ofUser.length);
        List<double[]> ratios = GapRatios.of(samples, sample, events);
        int[] event = {Math.max(0, ratios.size() - most)};
        plain.read(sample, most, (classes, count, ofEvent) -> {
            System.arraycopy(ofEvent, 0, numbers, 0, ofEvent.length);
            double[] ofGaps = ratios.get(event[0]++);
            System.arraycopy(ofGaps, 0, numbers, ofEvent.length, ofGaps.length);
            sink.event(classes, count, numbers);
        });
    }
}
