package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.History;

/**
 * Augments samples by copies that lack the newest shopping days, as if they had been cut earlier.
 *
 * <p>A copy keeps its user, its label and its split. Its cut moves to the day after its newest remaining shopping day,
 * so that the gap before the cut does not reveal how much was removed. Buyers and non-buyers are shifted alike;
 * shifting only buyers would teach a model to recognise shifted histories.
 *
 * @param removed numbers of newest shopping days to remove, distinct and in ascending order; 0 keeps the original
 *                sample
 */
public record Shift(List<Integer> removed) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is none, if one is below 0, or if they are not in ascending order
     */
    public Shift {
        removed = List.copyOf(removed);
        if (removed.isEmpty()) {
            throw new IllegalArgumentException("a shift needs at least one number of shopping days; 0 keeps a sample");
        }
        int last = -1;
        for (int days : removed) {
            if (days <= last) {
                throw new IllegalArgumentException(
                        "numbers of shopping days to remove are 0 or more and ascend, but they are " + removed);
            }
            last = days;
        }
    }

    /**
     * Returns a shift by the given numbers of shopping days.
     *
     * @param removed numbers of newest shopping days to remove, in ascending order; 0 keeps the original sample
     * @return the shift
     * @throws IllegalArgumentException if there is none, if one is below 0, or if they are not in ascending order
     */
    public static Shift by(int... removed) {
        return new Shift(Arrays.stream(removed).boxed().toList());
    }

    /**
     * Formats the shift in braces.
     *
     * @return for example "{0, 1, 2}"
     */
    public String inBraces() {
        return removed.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    }

    /**
     * Returns shifted copies of samples.
     *
     * @param samples samples that were not shifted before
     * @return the copies of each sample, least shifted first; copies without any shopping day left are omitted
     * @throws IllegalArgumentException if a sample is a shifted copy itself
     * @throws IllegalStateException if purchases were removed from the samples by {@link Samples#without}
     */
    public Samples of(Samples samples) {
        return samples.only(IntStream.range(0, samples.size()).boxed()
                .flatMap(i -> copies(samples, i).stream()).toList());
    }

    /**
     * Draws one copy of each sample at random among its copies, so that the number of samples stays the same and the
     * shifts are mixed.
     *
     * @param samples samples that were not shifted before
     * @param seed    random seed
     * @return one copy of each sample; none of a sample whose copies would all be without a shopping day
     * @throws IllegalArgumentException if a sample is a shifted copy itself
     * @throws IllegalStateException if purchases were removed from the samples by {@link Samples#without}
     */
    public Samples oneEach(Samples samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> drawn = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<Sample> copies = copies(samples, i);
            if (!copies.isEmpty()) {
                drawn.add(copies.get(random.nextInt(copies.size())));
            }
        }
        return samples.only(drawn);
    }

    /** The copies of one sample, least shifted first. */
    List<Sample> copies(Samples samples, int i) {
        Sample sample = samples.get(i);
        if (sample.shift() != 0) {
            throw new IllegalArgumentException("the sample of user " + samples.userId(i) + " was shifted by "
                    + sample.shift() + " shopping days already");
        }
        List<Sample> copies = new ArrayList<>();
        History history = samples.history(i);
        for (int days : removed) {
            if (days == 0) {
                copies.add(sample);
            } else if (days < history.shoppingDays()) {
                copies.add(new Sample(sample.user(), newestDayWithout(history, days) + 1, sample.label(),
                        sample.split(), days));
            }
        }
        return copies;
    }

    /** The newest shopping day that is left when some newer ones are gone. */
    private static int newestDayWithout(History history, int days) {
        int line = history.size() - 1;
        for (int gone = 0; gone < days; gone++) {
            int day = history.day(line);
            while (history.day(line) == day) {
                line--;
            }
        }
        return history.day(line);
    }
}
