package org.foresale.cohort;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.Sha256;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds samples and what a model may see of them: histories that end before the cut.
 *
 * <p>Learners get nothing else. The log behind the samples cannot be reached, so no event at or after a cut can be
 * seen.
 */
public final class Samples {

    private final PurchaseLog log;
    private final BitSet targetClasses;
    private final List<Sample> samples;
    /** Lines that are kept from whoever asks for a history, sample by sample; empty if none are of any. */
    private final List<BitSet> removed;

    Samples(PurchaseLog log, BitSet targetClasses, List<Sample> samples) {
        this(log, targetClasses, samples, List.of());
    }

    private Samples(PurchaseLog log, BitSet targetClasses, List<Sample> samples, List<BitSet> removed) {
        this.log = log;
        this.targetClasses = targetClasses;
        this.samples = List.copyOf(samples);
        this.removed = removed;
    }

    /**
     * Returns one sample for each user of a log at a cut, without labels: every label is false, whatever the user goes
     * on to do.
     *
     * @param log    the log
     * @param target what is to be predicted
     * @param cut    the first day that is hidden from the model, in days since the log's first day
     * @return one sample per user, in the order of the users' codes; a history may be empty
     * @throws IllegalArgumentException if the log lacks a class of the target, or if the cut is below 0
     */
    public static Samples everybody(PurchaseLog log, Target target, int cut) {
        if (cut < 0) {
            throw new IllegalArgumentException("the cut is on day " + cut + ", before the log's first");
        }
        return new Samples(log, target.in(log.taxonomy()), IntStream.range(0, log.users())
                .mapToObj(user -> new Sample(user, cut, false, Split.TEST, 0)).toList());
    }

    /**
     * Returns the users of a log who are active on a day, as a {@link Snapshot} has it, without labels.
     *
     * @param log          the log
     * @param target       what is predicted
     * @param cut          the first day that may not be seen, in days since the log's first day
     * @param shoppingDays least number of shopping days before the cut
     * @param within       the last of them lies at most so many days before the cut
     * @return one sample a user, in the order of their codes
     * @throws IllegalArgumentException if the log lacks a class of the target, or if a number is below 1
     */
    public static Samples active(PurchaseLog log, Target target, int cut, int shoppingDays, int within) {
        if (cut < 1 || shoppingDays < 1 || within < 1) {
            throw new IllegalArgumentException("users with " + shoppingDays + " shopping days, the last within "
                    + within + " days before day " + cut + ": give numbers of 1 or more");
        }
        return new Samples(log, target.in(log.taxonomy()), IntStream.range(0, log.users()).filter(user -> {
            History before = log.history(user).before(cut);
            return before.shoppingDays() >= shoppingDays && before.day(before.size() - 1) >= cut - within;
        }).mapToObj(user -> new Sample(user, cut, false, Split.TEST, 0)).toList());
    }

    /**
     * Returns users of a log on one day, with labels that are known from elsewhere, such as who bought after a
     * campaign.
     *
     * @param log    the log
     * @param target what is predicted
     * @param cut    the first day that may not be seen, in days since the log's first day
     * @param users  ids of the users
     * @param labels label of each
     * @return one sample a user, in the order given; a history may be empty
     * @throws IllegalArgumentException if the log lacks a user or a class of the target, if there are not as many
     *     labels as users, or if the cut is below 1
     */
    public static Samples of(PurchaseLog log, Target target, int cut, List<String> users, boolean[] labels) {
        if (cut < 1 || users.size() != labels.length) {
            throw new IllegalArgumentException(users.size() + " users with " + labels.length + " labels on day " + cut);
        }
        return new Samples(log, target.in(log.taxonomy()), IntStream.range(0, labels.length).mapToObj(i -> new Sample(
                log.findUser(users.get(i)).orElseThrow(() -> new IllegalArgumentException("the log " + log.name()
                        + " has no user \"" + users.get(i) + "\"")), cut, labels[i], Split.TRAIN, 0)).toList());
    }

    /**
     * Returns some of these samples with other labels.
     *
     * @param places places of the samples; one that comes several times counts as often
     * @param labels label of each
     * @return the new samples
     * @throws IllegalArgumentException  if there are not as many labels as places
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public Samples select(int[] places, boolean[] labels) {
        if (places.length != labels.length) {
            throw new IllegalArgumentException(places.length + " places with " + labels.length + " labels");
        }
        return only(IntStream.range(0, places.length).mapToObj(i -> {
            Sample one = samples.get(places[i]);
            return new Sample(one.user(), one.cut(), labels[i], one.split(), one.shift());
        }).toList());
    }

    List<Sample> asList() {
        return samples;
    }

    /** These and others of the same log and target. */
    Samples and(Samples others) {
        return only(Stream.concat(samples.stream(), others.samples.stream()).toList());
    }

    /** Others of the same log and target. */
    Samples only(List<Sample> others) {
        if (!removed.isEmpty()) {
            throw new IllegalStateException("samples that lack purchases on purpose are for predictions only");
        }
        return new Samples(log, targetClasses, others);
    }

    /**
     * Returns copies of samples from which some purchases are removed, to see how much these purchases matter to a
     * predictor. Cut and label are unchanged.
     *
     * @param lines for each copy, the index of the original sample and the lines to remove from its history
     * @return the copies, in the order given; they can only be used for predictions
     * @throws IndexOutOfBoundsException if there is no such sample, or no such line in its history
     * @throws IllegalStateException     if purchases were removed from these samples already
     */
    public Samples without(List<Removal> lines) {
        List<Sample> copies = lines.stream().map(removal -> get(removal.sample())).toList();
        for (Removal removal : lines) {
            int size = history(removal.sample()).size();
            if (removal.lines().length() > size) {
                throw new IndexOutOfBoundsException("sample " + removal.sample() + " has " + size
                        + " lines, but line " + (removal.lines().length() - 1) + " is to be taken out");
            }
        }
        return new Samples(log, targetClasses, only(copies).samples, lines.stream().map(Removal::lines).toList());
    }

    /**
     * Returns scores of these samples with their labels and a key that identifies the samples.
     *
     * @param scores the predicted score of each sample, between 0 and 1
     * @return the scores
     * @throws IllegalArgumentException if the number of scores differs from that of the samples, if there is none, or
     *     if one is not between 0 and 1
     */
    public Scores scores(double[] scores) {
        return Scores.of(labels(), scores).ofSamples(key());
    }

    /**
     * Returns a scoreboard for comparing learners on these samples; scores of other samples are rejected.
     *
     * @param name the name of what is measured, such as that of the cohort
     * @return a board with the always-positive row; its intervals resample users
     * @throws IllegalArgumentException if a label is missing
     */
    public Scoreboard scoreboard(String name) {
        Scoreboard board = Scoreboard.of(name, labels()).ofSamples(key());
        int[] users = samples.stream().mapToInt(Sample::user).toArray();
        boolean oneEach = IntStream.of(users).distinct().count() == users.length;
        return oneEach ? board : board.withUsers(users);
    }

    /**
     * Returns when the users of these samples shopped, which is all that a model of timing alone uses.
     *
     * @return one row per sample: the date of the cut, the days from the last and from the first purchase to the cut,
     *     the number of shopping days, and whether the user buys the target
     */
    public Table timing() {
        DateColumn cut = DateColumn.create("date of the cut");
        IntColumn last = IntColumn.create("days since the last purchase");
        IntColumn first = IntColumn.create("days since the first purchase");
        IntColumn days = IntColumn.create("earlier shopping days");
        StringColumn label = StringColumn.create("label");
        for (int i = 0; i < size(); i++) {
            History history = history(i);
            int at = get(i).cut();
            cut.append(date(at));
            if (history.isEmpty()) {
                last.appendMissing();
                first.appendMissing();
            } else {
                last.append(at - history.day(history.size() - 1));
                first.append(at - history.day(0));
            }
            days.append(history.shoppingDays());
            label.append(get(i).label() ? "buys" : "does not buy");
        }
        return Table.create("timing", cut, last, first, days, label);
    }

    /** Tells these samples from all others: a checksum of users, cuts, shifts and purchases that are left out. */
    private String key() {
        MessageDigest digest = Sha256.digest();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            String lacking = removed.isEmpty() ? "" : removed.get(i).toString();
            digest.update(String.join("\0", userId(i), date(sample.cut()).toString(), Integer.toString(sample.shift()),
                    lacking, "").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the number of samples.
     *
     * @return the number of samples
     */
    public int size() {
        return samples.size();
    }

    /**
     * Returns a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the sample
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public Sample get(int i) {
        return samples.get(Objects.checkIndex(i, samples.size()));
    }

    /**
     * Returns the id of a sample's user, as in the log.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the user id
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public String userId(int i) {
        return log.userId(get(i).user());
    }

    /**
     * Returns the user of each sample.
     *
     * @return the code of the user of each sample
     */
    public int[] users() {
        return samples.stream().mapToInt(Sample::user).toArray();
    }

    /**
     * Returns what the user of a sample bought before the cut.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the lines strictly before the cut, except those removed by {@link #without}
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public History history(int i) {
        History history = log.history(get(i).user()).before(get(i).cut());
        return removed.isEmpty() ? history : history.without(removed.get(i));
    }

    /**
     * Returns the labels.
     *
     * @return for each sample, whether its user buys the target
     */
    public boolean[] labels() {
        boolean[] labels = new boolean[size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = samples.get(i).label();
        }
        return labels;
    }

    /**
     * Returns the number of samples that buy the target.
     *
     * @return the number of positives
     */
    public int positives() {
        return (int) samples.stream().filter(Sample::label).count();
    }

    /**
     * Checks whether a class belongs to the target.
     *
     * @param thirdClass code of a third-level class
     * @return true if it does
     */
    public boolean isTarget(int thirdClass) {
        return targetClasses.get(thirdClass);
    }

    /**
     * Returns the classes of the products.
     *
     * @return the log's taxonomy
     */
    public Taxonomy taxonomy() {
        return log.taxonomy();
    }

    /**
     * Checks whether the log has the time of day.
     *
     * @return false if the log has dates only
     */
    public boolean hasTimeOfDay() {
        return log.hasTimeOfDay();
    }

    /**
     * Returns the date of a day.
     *
     * @param day days since the log's first day
     * @return its date
     */
    public LocalDate date(int day) {
        return log.date(day);
    }

    /**
     * Returns the weekday of a day.
     *
     * @param day days since the log's first day
     * @return its weekday
     */
    public DayOfWeek weekday(int day) {
        return log.date(day).getDayOfWeek();
    }

    /**
     * Returns the samples as a table.
     *
     * @return one row per sample: user, the date of the cut, and whether the user buys the target
     */
    public Table table() {
        StringColumn user = StringColumn.create("user");
        DateColumn cut = DateColumn.create("cut");
        BooleanColumn buys = BooleanColumn.create("buys");
        for (Sample sample : samples) {
            user.append(log.userId(sample.user()));
            cut.append(log.date(sample.cut()));
            buys.append(sample.label());
        }
        return Table.create("samples", user, cut, buys);
    }

    /**
     * Checks that a model can be trained on these samples.
     *
     * @param use what the samples are used for, such as "training", for the error message
     * @return these samples
     * @throws IllegalArgumentException if there is no sample, or if all have the same label
     */
    public Samples requireBothLabels(String use) {
        if (size() == 0) {
            throw new IllegalArgumentException("there is no sample for " + use
                    + ": give samples of buyers and of non-buyers, or take a log of more users");
        }
        if (positives() == 0 || positives() == size()) {
            throw new IllegalArgumentException("all " + size() + " samples for " + use + " have the label "
                    + samples.get(0).label() + ": both labels are needed, so choose a target that "
                    + (positives() == 0 ? "is bought more often" : "fewer users buy")
                    + ", or take a log of more users");
        }
        return this;
    }

    /**
     * Purchases to remove from a sample.
     *
     * @param sample the index of the sample
     * @param lines  the lines to remove from its history, numbered from 0 for the oldest; may be empty
     */
    public record Removal(int sample, BitSet lines) {

        /**
         * Copies the lines.
         *
         * @throws IllegalArgumentException if the sample is below 0
         */
        public Removal {
            if (sample < 0) {
                throw new IllegalArgumentException("samples are numbered from 0, but one is " + sample);
            }
            lines = (BitSet) lines.clone();
        }

        /**
         * Returns the lines to remove.
         *
         * @return a copy of their numbers
         */
        @Override
        public BitSet lines() {
            return (BitSet) lines.clone();
        }
    }

    @Override
    public String toString() {
        return size() + " samples, " + samples.stream().filter(Sample::label).count() + " of them of buyers";
    }
}
