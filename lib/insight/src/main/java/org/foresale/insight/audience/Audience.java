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
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import org.foresale.model.ScoredUsers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the users to address, in order of decreasing probability, each with a decile and the reasons in words. It
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
    private final Words words;
    /** The users from the highest probability down, whether they are in the audience or not. */
    private final int[] order;
    /** The places in that order of the users whom the audience has, rising. */
    private final int[] ranks;

    private Audience(String[] users, double[] probabilities, boolean[] predicted, Words words, int[] order,
            int[] ranks) {
        this.users = users;
        this.probabilities = probabilities;
        this.predicted = predicted;
        this.words = words;
        this.order = order;
        this.ranks = ranks;
    }

    /** What is known of users in words: their tags, and whether another tag applies to them. */
    private interface Words {

        List<String> tags(int user);

        Optional<String> tag(Tag rule, int user);
    }

    /** Users of whom nothing is known but their probabilities. */
    private static final Words NONE = new Words() {

        @Override
        public List<String> tags(int user) {
            return List.of();
        }

        @Override
        public Optional<String> tag(Tag rule, int user) {
            throw new IllegalStateException("this audience was made without a log, so no tag can be asked: make it by"
                    + " Audience.of(scored, log, target)");
        }
    };

    private Audience with(IntPredicate keeps) {
        return new Audience(users, probabilities, predicted, words, order,
                Arrays.stream(ranks).filter(rank -> keeps.test(order[rank])).toArray());
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
        return of(users.clone(), probabilities.clone(), predicted.clone(), NONE);
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
        return of(users, IntStream.range(0, n).mapToDouble(scored::probability).toArray(), predicted, new Words() {

            @Override
            public List<String> tags(int user) {
                History before = before(user);
                return kept.stream().map(tag -> tag.of(before, context)).flatMap(Optional::stream).toList();
            }

            @Override
            public Optional<String> tag(Tag rule, int user) {
                return rule.of(before(user), context);
            }

            private History before(int user) {
                return log.history(codes[user]).before(context.cut());
            }
        });
    }

    private static Audience of(String[] users, double[] probabilities, boolean[] predicted, Words words) {
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
        return new Audience(users, probabilities, predicted, words, order,
                IntStream.range(0, order.length).toArray());
    }

    /**
     * Returns the users with the highest probabilities; their deciles remain those among all users.
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
        return new Audience(users, probabilities, predicted, words, order,
                Arrays.stream(ranks).filter(rank -> rank < wanted).toArray());
    }

    /**
     * Keeps at most a number of users: those with the highest probabilities, as far as a budget or a channel reaches.
     *
     * @param most largest number of users, 0 or more
     * @return the smaller audience
     * @throws IllegalArgumentException if the number is below 0
     */
    public Audience withAtMost(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("an audience of at most " + most + " users: give 0 or more");
        }
        return new Audience(users, probabilities, predicted, words, order,
                Arrays.copyOf(ranks, Math.min(most, ranks.length)));
    }

    /**
     * Keeps the users whose probabilities lie in a band, such as those who are not sure yet.
     *
     * @param min lowest probability, 0 to 1
     * @param max highest probability, from the lowest to 1
     * @return the smaller audience
     * @throws IllegalArgumentException if the probabilities are not in their ranges
     */
    public Audience between(double min, double max) {
        if (!(min >= 0 && min <= max && max <= 1)) {
            throw new IllegalArgumentException("probabilities from " + min + " to " + max + ": give two numbers between"
                    + " 0 and 1, the lower one first");
        }
        return with(user -> probabilities[user] >= min && probabilities[user] <= max);
    }

    /**
     * Keeps the users to whom a tag applies, such as {@link Tag#newToCategory()} for likely first-time buyers or {@link
     * Tag#lapsing()}.
     *
     * @param tag the tag; whether the audience shows it does not matter
     * @return the smaller audience
     * @throws IllegalStateException if the audience was made without a log
     */
    public Audience having(Tag tag) {
        return with(user -> words.tag(tag, user).isPresent());
    }

    /**
     * Leaves out the users of a suppression list.
     *
     * @param list the list
     * @return the smaller audience
     * @throws IllegalArgumentException if none of the users of the list was scored, or if ids of the list differ from
     *     those of scored users only in blanks, case or leading zeros
     */
    public Audience without(Suppression list) {
        Set<String> left = list.among(users);
        return with(user -> !left.contains(users[user]));
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users
     */
    public int size() {
        return ranks.length;
    }

    /**
     * Returns a user.
     *
     * @param rank rank of the user, from 0 for the highest probability to {@link #size()} - 1
     * @return the user with decile and tags
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public Row row(int rank) {
        int user = user(rank);
        return new Row(users[user], probabilities[user], decile(rank), predicted[user], words.tags(user));
    }

    private int user(int rank) {
        return order[ranks[Objects.checkIndex(rank, ranks.length)]];
    }

    /**
     * Returns the id of a user.
     *
     * @param rank rank of the user, as for {@link #row}
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public String userId(int rank) {
        return users[user(rank)];
    }

    /**
     * Returns the probability of a user.
     *
     * @param rank rank of the user, as for {@link #row}
     * @return the probability to buy, 0 to 1
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public double probability(int rank) {
        return probabilities[user(rank)];
    }

    /**
     * Returns the decile of a user among all scored users.
     *
     * @param rank rank of the user, as for {@link #row}
     * @return 10 for the highest probabilities, 1 for the lowest
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public int decile(int rank) {
        return DECILES - (int) ((long) DECILES * ranks[Objects.checkIndex(rank, ranks.length)] / order.length);
    }

    /**
     * Returns how many of the users are expected to buy.
     *
     * @return the sum of their probabilities
     */
    public double expectedBuyers() {
        return Arrays.stream(ranks).mapToDouble(place -> probabilities[order[place]]).sum();
    }

    /**
     * Returns the audience as a table.
     *
     * @return one row per user, by decreasing probability: user, probability, decile (10 for the highest
     *     probabilities), whether the user is predicted to buy, and tags
     */
    public Table table() {
        StringColumn user = StringColumn.create(AudienceFiles.USER);
        DoubleColumn probability = DoubleColumn.create(AudienceFiles.PROBABILITY);
        IntColumn decile = IntColumn.create(AudienceFiles.DECILE);
        BooleanColumn buys = BooleanColumn.create(AudienceFiles.PREDICTED);
        StringColumn reasons = StringColumn.create(AudienceFiles.TAGS);
        for (int rank = 0; rank < ranks.length; rank++) {
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
     * @return one row per decile that occurs, highest first: number of users, lowest and highest probability, and
     *     number of users who are predicted to buy
     */
    public Table summary() {
        IntColumn decile = IntColumn.create(AudienceFiles.DECILE);
        IntColumn count = IntColumn.create("users");
        DoubleColumn lowest = DoubleColumn.create("lowest probability");
        DoubleColumn highest = DoubleColumn.create("highest probability");
        IntColumn buys = IntColumn.create(AudienceFiles.PREDICTED);
        for (int from = 0; from < ranks.length; from += count.get(count.size() - 1)) {
            int score = decile(from);
            int to = from;
            int yes = 0;
            while (to < ranks.length && decile(to) == score) {
                yes += predicted[order[ranks[to]]] ? 1 : 0;
                to++;
            }
            decile.append(score);
            count.append(to - from);
            lowest.append(probabilities[order[ranks[to - 1]]]);
            highest.append(probabilities[order[ranks[from]]]);
            buys.append(yes);
        }
        return Table.create("audience of " + ranks.length + " users", decile, count, lowest, highest, buys);
    }

    /**
     * Writes the audience as a CSV file (RFC 4180, UTF-8) in the standard layout: see {@link #writeCsv(Path,
     * CsvLayout)}.
     *
     * @param file the file, which must not exist yet
     * @throws org.foresale.log.ForesaleException if the file exists, or if it cannot be written; no partial file is
     *     left then
     */
    public void writeCsv(Path file) {
        writeCsv(file, CsvLayout.standard());
    }

    /**
     * Writes the audience as a CSV file (RFC 4180, UTF-8): user, probability with six digits, decile, predicted_to_buy
     * (yes or no) and tags. It is safe to open in a spreadsheet: a user id or tag that a spreadsheet would take for a
     * formula, as it begins with = + - @ or a tab or line break, perhaps behind blanks, gets an apostrophe before it.
     * Where ids may begin so, take the Parquet file to match them.
     *
     * @param file   the file; there must be none of this name
     * @param layout how tags are laid out, and whether the file begins with a mark
     * @throws org.foresale.log.ForesaleException if there is such a file, or if it cannot be written; nothing is left
     *     then
     */
    public void writeCsv(Path file, CsvLayout layout) {
        AudienceFiles.writeCsv(this, file, layout, false);
    }

    /**
     * Writes the audience to a CSV file like {@link #writeCsv}, and replaces an existing file.
     *
     * @param file the file
     * @throws org.foresale.log.ForesaleException if it cannot be written; an existing file is left unchanged then
     */
    public void replaceCsv(Path file) {
        replaceCsv(file, CsvLayout.standard());
    }

    /**
     * Writes the same in the place of a file that may be there.
     *
     * @param file   the file
     * @param layout how tags are laid out, and whether the file begins with a mark
     * @throws org.foresale.log.ForesaleException if it cannot be written; what was there stays then
     */
    public void replaceCsv(Path file, CsvLayout layout) {
        AudienceFiles.writeCsv(this, file, layout, true);
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

    /** How a CSV file lays out the tags of a user. */
    public enum Tags {
        /** All in one column, with " | " between them. */
        JOINED,
        /** Each in a column of its own: tag_1, tag_2 and so on, as many as the user with the most tags has. */
        COLUMNS,
        /** Each in a row of its own, in the column tag; a user without tags has one row. */
        ROWS
    }

    /**
     * The layout of a CSV file.
     *
     * @param tags how the tags of a user are laid out
     * @param mark whether the file begins with a byte order mark, by which Excel knows that it is UTF-8
     */
    public record CsvLayout(Tags tags, boolean mark) {

        /**
         * Checks the layout.
         *
         * @throws IllegalArgumentException if the layout of the tags is null
         */
        public CsvLayout {
            Arguments.given("layout of the tags", tags);
        }

        /**
         * Returns the layout with all tags in one column and no mark.
         *
         * @return the layout
         */
        public static CsvLayout standard() {
            return new CsvLayout(Tags.JOINED, false);
        }

        /**
         * Returns this layout with another one of the tags.
         *
         * @param other how the tags of a user are laid out
         * @return the new layout
         */
        public CsvLayout withTags(Tags other) {
            return new CsvLayout(other, mark);
        }

        /**
         * Returns this layout with a byte order mark, for Excel.
         *
         * @return the new layout
         */
        public CsvLayout withMark() {
            return new CsvLayout(tags, true);
        }
    }

    /**
     * Describes a user of an audience.
     *
     * @param user        id of the user, as given
     * @param probability probability of the user to buy, 0 to 1
     * @param decile      10 for the decile of users with the highest probabilities, 1 for the one with the
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
        return ranks.length + " of " + users.length + " users, the most likely first";
    }
}
