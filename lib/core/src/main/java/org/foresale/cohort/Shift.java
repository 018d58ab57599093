package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.History;

/**
 * Augmentation by forgetting: copies of samples that lack the newest shopping days, as if they had been asked earlier.
 *
 * <p>A copy keeps its user, its label and its split. "Now" moves with what is left: the cut of a copy is the day after
 * its newest shopping day, so that the silence before the cut tells nothing of how much was taken away. Both labels are
 * shifted alike; shifting only buyers would teach a model to tell shifted histories from others.
 *
 * @param removed numbers of newest shopping days to take away, each once, rising; 0 keeps a sample as it is
 */
public record Shift(List<Integer> removed) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is none, if one is below 0, or if they do not rise
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
                        "numbers of shopping days to take away are 0 or more and rise, but they are " + removed);
            }
            last = days;
        }
    }

    /**
     * Returns a shift by some numbers of shopping days.
     *
     * @param removed numbers of newest shopping days to take away, rising; 0 keeps a sample as it is
     * @return the shift
     * @throws IllegalArgumentException if there is none, if one is below 0, or if they do not rise
     */
    public static Shift by(int... removed) {
        return new Shift(Arrays.stream(removed).boxed().toList());
    }

    /**
     * Returns the shift in short.
     *
     * @return for example "{0, 1, 2}"
     */
    public String inBraces() {
        return removed.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    }

    /**
     * Returns the copies of some samples.
     *
     * @param samples samples that were not shifted before
     * @return for each sample its copies, least shifted first; a copy that would be left without a shopping day is not
     *     made
     * @throws IllegalArgumentException if a sample is a shifted copy itself
     * @throws IllegalStateException if the samples lack purchases on purpose, as {@link Samples#without} gives them
     */
    public Samples of(Samples samples) {
        return samples.only(IntStream.range(0, samples.size()).boxed()
                .flatMap(i -> copies(samples, i).stream()).toList());
    }

    /**
     * Draws one copy of each sample at random among its copies: as many samples as before, mixed as all copies are.
     *
     * @param samples samples that were not shifted before
     * @param seed    of the draws
     * @return for each sample one copy; none of a sample that no number leaves a shopping day
     * @throws IllegalArgumentException if a sample is a shifted copy itself
     * @throws IllegalStateException if the samples lack purchases on purpose, as {@link Samples#without} gives them
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
