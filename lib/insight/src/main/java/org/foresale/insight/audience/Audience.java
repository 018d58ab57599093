package org.foresale.insight.audience;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.model.ScoredUsers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the users to address, in order of decreasing probability, each with a need score and the reasons in words. It
 * is meant to be handed to the system that contacts them.
 *
 * <p>Users with equal probabilities are sorted by id, as in a log: shorter ids first. The same users therefore give the
 * same audience, in whatever order they are passed.
 */
public final class Audience {

    private static final int DECILES = 10;

    private final String[] users;
    private final double[] probabilities;
    private final boolean[] predicted;
    private final IntFunction<List<String>> tags;
    /** The users from the highest probability down. */
    private final int[] order;
    /** How many of them the audience has. */
    private final int size;

    private Audience(String[] users, double[] probabilities, boolean[] predicted, IntFunction<List<String>> tags,
            int[] order, int size) {
        this.users = users;
        this.probabilities = probabilities;
        this.predicted = predicted;
        this.tags = tags;
        this.order = order;
        this.size = size;
    }

    /**
     * Returns an audience of users without tags.
     *
     * @param users         ids of the users
     * @param probabilities probability of each to buy, 0 to 1
     * @param predicted     whether each is predicted to buy
     * @return the audience of all these users
     * @throws IllegalArgumentException if the lengths differ, if an id is missing, blank, not valid text or repeated,
     *     or if a probability is not between 0 and 1
     */
    public static Audience of(String[] users, double[] probabilities, boolean[] predicted) {
        return of(users.clone(), probabilities.clone(), predicted.clone(), user -> List.of());
    }

    /**
     * Returns an audience of users scored by a model, with all tags of {@link Tag#standard()}.
     *
     * @param scored the scored users
     * @param log    the log that they were scored on
     * @param target target that was predicted
     * @return the audience of all these users
     * @throws IllegalArgumentException if the users were scored for another target, if the log lacks a user or a class
     *     of the target, if it ends before the day of scoring, or if an id is not valid text
     */
    public static Audience of(ScoredUsers scored, PurchaseLog log, Target target) {
        return of(scored, log, target, Tag.standard());
    }

    /**
     * Returns an audience of users scored by a model, with tags that are computed from their purchases before the day
     * of scoring.
     *
     * @param scored the scored users
     * @param log    the log that they were scored on
     * @param target target that was predicted
     * @param rules  rules of the tags, in the order in which the tags are shown
     * @return the audience of all these users
     * @throws IllegalArgumentException if the users were scored for another target, if the log lacks a user or a class
     *     of the target, if it ends before the day of scoring, or if an id is not valid text
     */
    public static Audience of(ScoredUsers scored, PurchaseLog log, Target target, List<Tag> rules) {
        if (!scored.isOf(target)) {
            throw new IllegalArgumentException("the users were not scored for the target \"" + target.name() + "\", the"
                    + " classes " + target.classes() + ": use the path of a class with several parents");
        }
        Tag.Context context = Tag.Context.of(log, target, scored.day());
        List<Tag> kept = List.copyOf(rules);
        int n = scored.size();
        String[] users = IntStream.range(0, n).mapToObj(scored::userId).toArray(String[]::new);
        int[] codes = Arrays.stream(users).mapToInt(user -> log.findUser(user).orElseThrow(() ->
                new IllegalArgumentException("the log " + log.name() + " has no user \"" + user
                        + "\": give the log that the users were scored on"))).toArray();
        boolean[] predicted = new boolean[n];
        for (int i = 0; i < n; i++) {
            predicted[i] = scored.isPredicted(i);
        }
        return of(users, IntStream.range(0, n).mapToDouble(scored::probability).toArray(), predicted, i -> {
            History before = log.history(codes[i]).before(context.cut());
            return kept.stream().map(tag -> tag.of(before, context)).flatMap(Optional::stream).toList();
        });
    }

    private static Audience of(String[] users, double[] probabilities, boolean[] predicted,
            IntFunction<List<String>> tags) {
        if (users.length != probabilities.length || users.length != predicted.length) {
            throw new IllegalArgumentException(users.length + " users, " + probabilities.length + " probabilities and "
                    + predicted.length + " predictions");
        }
        Set<String> known = new HashSet<>();
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        for (int i = 0; i < users.length; i++) {
            if (users[i] == null || users[i].isBlank()) {
                throw new IllegalArgumentException("the id of user " + i + " is "
                        + (users[i] == null ? "null" : "blank"));
            }
            if (!encoder.canEncode(users[i])) {
                throw new IllegalArgumentException("the id of user " + i
                        + " has an unpaired surrogate, which cannot be written to a file");
            }
            if (!known.add(users[i])) {
                throw new IllegalArgumentException("the user \"" + users[i] + "\" appears twice");
            }
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("the probability of user \"" + users[i] + "\" is " + probabilities[i]
                        + ", not between 0 and 1");
            }
        }
        int[] order = IntStream.range(0, users.length).toArray();
        IntArrays.stableSort(order, (i, j) -> {
            int byChance = Double.compare(probabilities[j], probabilities[i]);
            int byLength = byChance != 0 ? byChance : Integer.compare(users[i].length(), users[j].length());
            return byLength != 0 ? byLength : users[i].compareTo(users[j]);
        });
        return new Audience(users, probabilities, predicted, tags, order, order.length);
    }

    /**
     * Returns the users with the highest probabilities; their need scores remain those among all users.
     *
     * @param share share of all users, 0 to 1, for example {@link AudiencePlan#mostProfitableSize()}
     * @return the smaller audience; it has at least one user unless the share is 0, and at most as many as this
     *     audience
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public Audience highest(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of the users is " + share + ", not between 0 and 1");
        }
        int wanted = Expectation.addressed(share, order.length);
        return new Audience(users, probabilities, predicted, tags, order, Math.min(size, wanted));
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users
     */
    public int size() {
        return size;
    }

    /**
     * Returns a user.
     *
     * @param rank rank of the user, from 0 for the highest probability to {@link #size()} - 1
     * @return the user with need score and tags
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public Row row(int rank) {
        int user = order[Objects.checkIndex(rank, size)];
        return new Row(users[user], probabilities[user], decile(rank), predicted[user], tags.apply(user));
    }

    private int decile(int rank) {
        return DECILES - (int) ((long) DECILES * rank / order.length);
    }

    /**
     * Returns the audience as a table.
     *
     * @return one row per user, by decreasing probability: user, probability, need score decile (10 for the highest
     *     probabilities), whether the user is predicted to buy, and tags
     */
    public Table table() {
        StringColumn user = StringColumn.create(AudienceFiles.USER);
        DoubleColumn probability = DoubleColumn.create(AudienceFiles.PROBABILITY);
        IntColumn decile = IntColumn.create(AudienceFiles.DECILE);
        BooleanColumn buys = BooleanColumn.create(AudienceFiles.PREDICTED);
        StringColumn reasons = StringColumn.create(AudienceFiles.TAGS);
        for (int rank = 0; rank < size; rank++) {
            Row row = row(rank);
            user.append(row.user());
            probability.append(row.probability());
            decile.append(row.decile());
            buys.append(row.predicted());
            reasons.append(row.tagText());
        }
        return Table.create("audience", user, probability, decile, buys, reasons);
    }

    /**
     * Summarises the audience by need score.
     *
     * @return one row per need score that occurs, highest first: number of users, lowest and highest probability, and
     *     number of users who are predicted to buy
     */
    public Table summary() {
        IntColumn decile = IntColumn.create(AudienceFiles.DECILE);
        IntColumn count = IntColumn.create("users");
        DoubleColumn lowest = DoubleColumn.create("lowest probability");
        DoubleColumn highest = DoubleColumn.create("highest probability");
        IntColumn buys = IntColumn.create(AudienceFiles.PREDICTED);
        for (int from = 0; from < size; from += count.get(count.size() - 1)) {
            int score = decile(from);
            int to = from;
            int yes = 0;
            while (to < size && decile(to) == score) {
                yes += predicted[order[to]] ? 1 : 0;
                to++;
            }
            decile.append(score);
            count.append(to - from);
            lowest.append(probabilities[order[to - 1]]);
            highest.append(probabilities[order[from]]);
            buys.append(yes);
        }
        return Table.create("audience of " + size + " users", decile, count, lowest, highest, buys);
    }

    /**
     * Writes the audience to a CSV file (RFC 4180, UTF-8) with the columns of {@link #table()}; booleans are written as
     * yes and no. The file is safe to open in a spreadsheet: an apostrophe is put before a user id or tag that a
     * spreadsheet would take for a formula, which means that it begins with = + - @, a tab or a line break, possibly
     * after blanks. If ids may begin like this, match users by the Parquet file instead.
     *
     * @param file the file, which must not exist yet
     * @throws org.foresale.log.ForesaleException if the file exists, or if it cannot be written; no partial file is
     *     left then
     */
    public void writeCsv(Path file) {
        AudienceFiles.writeCsv(this, file, false);
    }

    /**
     * Writes the audience to a CSV file like {@link #writeCsv}, and replaces an existing file.
     *
     * @param file the file
     * @throws org.foresale.log.ForesaleException if it cannot be written; an existing file is left unchanged then
     */
    public void replaceCsv(Path file) {
        AudienceFiles.writeCsv(this, file, true);
    }

    /**
     * Writes the audience to a Parquet file with the columns of {@link #table()}; user ids are written unchanged.
     *
     * @param file the file, which must not exist yet
     * @throws org.foresale.log.ForesaleException if the file exists, or if it cannot be written; no partial file is
     *     left then
     */
    public void writeParquet(Path file) {
        AudienceFiles.writeParquet(this, file, false);
    }

    /**
     * Writes the audience to a Parquet file like {@link #writeParquet}, and replaces an existing file.
     *
     * @param file the file
     * @throws org.foresale.log.ForesaleException if it cannot be written; an existing file is left unchanged then
     */
    public void replaceParquet(Path file) {
        AudienceFiles.writeParquet(this, file, true);
    }

    /**
     * Describes a user of an audience.
     *
     * @param user        id of the user, as given
     * @param probability probability of the user to buy, 0 to 1
     * @param decile      need score: 10 for the decile of users with the highest probabilities, 1 for the one with the
     *     lowest
     * @param predicted   whether the user is predicted to buy
     * @param tags        facts about the user, in words
     */
    public record Row(String user, double probability, int decile, boolean predicted, List<String> tags) {

        private static final String BETWEEN_TAGS = " | ";

        /**
         * Copies the tags.
         */
        public Row {
            tags = List.copyOf(tags);
        }

        /**
         * Joins the tags to one text.
         *
         * @return the tags, separated by " | "
         */
        public String tagText() {
            return String.join(BETWEEN_TAGS, tags);
        }
    }

    @Override
    public String toString() {
        return size + " of " + users.length + " users, the most likely first";
    }
}
