package org.foresale.log;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;

/**
 * Splits the lines of a log into parts by user. A part ends with the user who fills it, so the memory needed is bounded
 * by the size of a part and the lines of the busiest user.
 */
public final class PartBuilder implements Iterator<PartBuilder.Part> {

    private static final int FIRST_ROOM = 10_000;

    private final Iterator<PartReader.Line> lines;
    private final LogFrame frame;
    private final int room;
    private final int most;
    private final int[] paths;
    private PartReader.Line next;

    /**
     * Creates a builder.
     *
     * @param lines the lines, with all lines of a user together
     * @param frame the calendar and taxonomy that all parts share
     * @param room  the number of lines from which a part takes no more users
     * @param most  the maximum number of lines per user; that many must fit into memory
     * @throws IllegalArgumentException if one of the two numbers is less than 1
     */
    public PartBuilder(Iterator<PartReader.Line> lines, LogFrame frame, int room, int most) {
        if (room < 1 || most < 1) {
            throw new IllegalArgumentException("a part with room for " + room + " lines, and at most " + most
                    + " lines per user: both must be at least 1");
        }
        this.lines = lines;
        this.frame = frame;
        this.room = room;
        this.most = most;
        this.paths = new int[frame.taxonomy().size(Level.THIRD)];
        this.next = lines.hasNext() ? lines.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    /**
     * Returns the next part.
     *
     * @return the part: its users with all their lines, without duplicates
     * @throws ForesaleException if a user has too many lines, or if no line of the part is in the window
     * @throws NoSuchElementException if there are no more parts
     * @throws IndexOutOfBoundsException if the class of a line is not in the taxonomy
     */
    @Override
    public Part next() {
        if (next == null) {
            throw new NoSuchElementException("there are no more users");
        }
        RawLog raw = new RawLog(frame.name(), Map.of(), Math.min(room, FIRST_ROOM), frame.baskets());
        Arrays.fill(paths, Coder.MISSING);
        do {
            user(raw);
        } while (next != null && raw.rows() < room);
        return LogAssembler.assemble(raw, frame).part();
    }

    /**
     * Returns the exception for a user who has too many lines.
     *
     * @param user the user's id
     * @param log  the log's name
     * @param most the maximum number of lines per user
     * @return the exception; its message says what to do
     */
    public static ForesaleException tooMany(String user, String log, int most) {
        return new ForesaleException(Arguments.text("log", log) + ": the user " + OneLine.of(user)
                + " has more than " + most + " lines. Is this a single shopper? Remove these lines from the source, or"
                + " allow more lines per user (in a job with --lines-a-user) and give the executors enough memory for"
                + " them.");
    }

    /** All lines of the next user. */
    private void user(RawLog raw) {
        String user = next.user();
        int before = raw.rows();
        while (next != null && next.user().equals(user)) {
            if (raw.rows() - before == most) {
                throw tooMany(user, frame.name(), most);
            }
            int third = next.thirdClass();
            if (paths[third] == Coder.MISSING) {
                paths[third] = raw.pathCode(frame.taxonomy().classPath(third));
            }
            raw.add(raw.users.code(user), next.seconds(), raw.baskets.code(next.basket()),
                    raw.products.code(next.product()), paths[third], next.quantity(), next.value());
            next = lines.hasNext() ? lines.next() : null;
        }
    }

    /**
     * Holds the numbers of users and lines. The tallies of the parts of a log add up to the tally of the whole.
     *
     * @param users      number of users
     * @param lines      number of their lines, without duplicates
     * @param duplicates number of duplicate lines
     * @param busiest    users with an implausibly large share of these lines
     */
    public record Tally(long users, long lines, long duplicates, List<Busy> busiest) implements Serializable {

        /** Drops users who are not among the busiest. */
        public Tally {
            busiest = BusyUsers.among(busiest, lines);
        }

        /**
         * Returns an empty tally.
         *
         * @return the tally of no users
         */
        public static Tally none() {
            return new Tally(0, 0, 0, List.of());
        }

        /**
         * Adds the tally of other users of the same log.
         *
         * @param other the other tally
         * @return the tally of all these users
         */
        public Tally and(Tally other) {
            return new Tally(users + other.users, lines + other.lines, duplicates + other.duplicates,
                    Stream.concat(busiest.stream(), other.busiest.stream()).toList());
        }
    }

    /**
     * Holds a user who has many lines.
     *
     * @param user  the user's id
     * @param lines number of lines
     */
    public record Busy(String user, long lines) implements Serializable {
    }

    /** Holds some users of a log with all their lines, but without the calendar and taxonomy that all parts share. */
    public static final class Part implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Lines lines;
        private final int[] start;
        private final String[] users;
        private final String[] products;
        private final String[] baskets;
        private final long duplicates;

        Part(Lines lines, int[] start, String[] users, String[] products, String[] baskets, long duplicates) {
            this.lines = lines;
            this.start = start;
            this.users = users;
            this.products = products;
            this.baskets = baskets;
            this.duplicates = duplicates;
        }

        /**
         * Returns the part as a log of its own.
         *
         * @param frame the calendar and taxonomy that all parts share
         * @return a log of the part's users. The codes of users, products and baskets are specific to the part; the
         *     codes of days and classes are the same in every part. Its quality report counts only duplicate lines
         */
        public PurchaseLog in(LogFrame frame) {
            return new PurchaseLog(frame.name(), frame.firstDay(), frame.days(), lines, start, users, products, baskets,
                    frame.taxonomy(), quality(frame));
        }

        /**
         * Returns the numbers of users and lines of this part.
         *
         * @return the tally
         */
        public Tally tally() {
            return BusyUsers.tally(users, start, duplicates);
        }

        /**
         * Returns the number of users.
         *
         * @return the number of users, each with at least one line
         */
        public int users() {
            return users.length;
        }

        private QualityReport quality(LogFrame frame) {
            int kept = lines.day().length;
            return new QualityReport(frame.name(), kept + duplicates, kept, duplicates == 0 ? List.of()
                    : List.of(new QualityReport.Finding(QualityReport.Reason.DUPLICATE, duplicates, "")));
        }

        @Override
        public String toString() {
            return users.length + " users of a log";
        }
    }

    @Override
    public String toString() {
        return "Parts of " + frame;
    }
}
