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
 * Users to address, from the highest probability down, each with a need score and the reasons in words; to be handed to
 * the system that writes to them.
 *
 * <p>Users of equal probabilities stand in the order of their ids, shorter ids first, as in a log; so the same users
 * give the same audience in whatever order they come.
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
     * Users without tags.
     *
     * @param users         their ids
     * @param probabilities how likely each is to buy, 0 to 1
     * @param predicted     whether each is predicted to buy
     * @return the audience of all of them
     * @throws IllegalArgumentException if the lengths differ, if an id is missing, blank, no valid text or there twice,
     *     or if a probability is not between 0 and 1
     */
    public static Audience of(String[] users, double[] probabilities, boolean[] predicted) {
        return of(users.clone(), probabilities.clone(), predicted.clone(), user -> List.of());
    }

    /**
     * Users whom a model has scored, with all tags of {@link Tag#standard()}.
     *
     * @param scored the users
     * @param log    the log that they were scored on
     * @param target what is foreseen
     * @return the audience of all of them
     * @throws IllegalArgumentException if the users were scored for another target, if the log lacks a user or a class
     *     of the target, or does not reach the day, or if an id is no valid text
     */
    public static Audience of(ScoredUsers scored, PurchaseLog log, Target target) {
        return of(scored, log, target, Tag.standard());
    }

    /**
     * Users whom a model has scored, with tags from what they bought before the day.
     *
     * @param scored the users
     * @param log    the log that they were scored on
     * @param target what is foreseen
     * @param rules  the tags, in the order in which they are to be read
     * @return the audience of all of them
     * @throws IllegalArgumentException if the users were scored for another target, if the log lacks a user or a class
     *     of the target, or does not reach the day, or if an id is no valid text
     */
    public static Audience of(ScoredUsers scored, PurchaseLog log, Target target, List<Tag> rules) {
        if (!scored.isOf(target)) {
            throw new IllegalArgumentException("the users were not scored for the target \"" + target.name() + "\", the"
                    + " classes " + target.classes() + ": a class of several parents goes by its path");
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
                        + " has half a character in it, which no file can hold");
            }
            if (!known.add(users[i])) {
                throw new IllegalArgumentException("the user \"" + users[i] + "\" is there twice");
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
     * Keeps only the users with the highest probabilities; their need scores stay what they are among all.
     *
     * @param share share of all users, 0 to 1, such as {@link AudiencePlan#mostProfitableSize()}
     * @return the smaller audience; at least one user unless the share is 0, and never more than this audience has
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
     * Tells how many users there are.
     *
     * @return the number of users
     */
    public int size() {
        return size;
    }

    /**
     * Returns a user.
     *
     * @param rank 0 for the user with the highest probability, to {@link #size()} - 1
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
     * @return one row a user, from the highest probability down: user, probability, need score decile (10 for the
     *     highest probabilities), whether the user is predicted to buy, and tags
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
     * Returns the audience in a few numbers.
     *
     * @return one row a need score that somebody has, from the highest on: users, lowest and highest probability, and
     *     how many are predicted to buy
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
     * Writes the audience as a CSV file (RFC 4180, UTF-8) with the columns of {@link #table()}, truth values as yes and
     * no, safe to open in a spreadsheet: a user id or tag that a spreadsheet would take for a formula, as it begins
     * with = + - @ or a tab or line break, perhaps behind blanks, gets an apostrophe before it. Where ids may begin so,
     * take the Parquet file to match them.
     *
     * @param file the file; there must be none of this name
     * @throws org.foresale.log.ForesaleException if there is such a file, or if it cannot be written; nothing is left
     *     then
     */
    public void writeCsv(Path file) {
        AudienceFiles.writeCsv(this, file, false);
    }

    /**
     * Writes the same in the place of a file that may be there.
     *
     * @param file the file
     * @throws org.foresale.log.ForesaleException if it cannot be written; what was there stays then
     */
    public void replaceCsv(Path file) {
        AudienceFiles.writeCsv(this, file, true);
    }

    /**
     * Writes the audience as a Parquet file with the columns of {@link #table()}; user ids are as given.
     *
     * @param file the file; there must be none of this name
     * @throws org.foresale.log.ForesaleException if there is such a file, or if it cannot be written; nothing is left
     *     then
     */
    public void writeParquet(Path file) {
        AudienceFiles.writeParquet(this, file, false);
    }

    /**
     * Writes the same in the place of a file that may be there.
     *
     * @param file the file
     * @throws org.foresale.log.ForesaleException if it cannot be written; what was there stays then
     */
    public void replaceParquet(Path file) {
        AudienceFiles.writeParquet(this, file, true);
    }

    /**
     * A user of an audience.
     *
     * @param user        the user's id, as given
     * @param probability how likely the user is to buy, 0 to 1
     * @param decile      the need score: 10 for the tenth of the users with the highest probabilities, 1 for that with
     *                    the lowest
     * @param predicted   whether the model predicts that the user buys
     * @param tags        what is known of the user, in words
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
         * Returns the tags as one text.
         *
         * @return the tags with " | " between them
         */
        public String tagText() {
            return String.join(BETWEEN_TAGS, tags);
        }
    }

    @Override
    public String toString() {
        return size + " of " + users.length + " users, the likeliest first";
    }
}
