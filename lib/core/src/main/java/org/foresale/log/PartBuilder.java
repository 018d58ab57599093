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
 * Puts the lines of users who come one after the other into parts of a log. A part is closed by the user with whom it
 * is full, so that what is in memory at once is bounded by its room and the busiest user.
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
     * A builder.
     *
     * @param lines the lines, all of a user together
     * @param frame what all parts share
     * @param room  from how many lines on a part takes no further user
     * @param most  how many lines a user may have at most: so many have to fit into memory
     * @throws IllegalArgumentException if one of the two numbers is not above 0
     */
    public PartBuilder(Iterator<PartReader.Line> lines, LogFrame frame, int room, int most) {
        if (room < 1 || most < 1) {
            throw new IllegalArgumentException("a part with room for " + room + " lines, and at most " + most
                    + " lines a user: both are at least 1");
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
     * @return its users with all their lines, each line once
     * @throws ForesaleException              if a user has more lines than may be, or if no line of the part lies in
     *     the window
     * @throws NoSuchElementException    if there is none
     * @throws IndexOutOfBoundsException if the class of a line is not in the taxonomy
     */
    @Override
    public Part next() {
        if (next == null) {
            throw new NoSuchElementException("all users are in a part already");
        }
        RawLog raw = new RawLog(frame.name(), Map.of(), Math.min(room, FIRST_ROOM), frame.baskets());
        Arrays.fill(paths, Coder.MISSING);
        do {
            user(raw);
        } while (next != null && raw.rows() < room);
        return LogAssembler.assemble(raw, frame).part();
    }

    /**
     * Says that a user has too many lines.
     *
     * @param user the user's id
     * @param log  the log's name
     * @param most how many lines a user may have
     * @return the exception, with its remedy
     */
    public static ForesaleException tooMany(String user, String log, int most) {
        return new ForesaleException(Arguments.text("log", log) + ": the user " + OneLine.of(user)
                + " has more than " + most + " lines. Is it one shopper? Take its lines out of the source, or allow"
                + " more lines a user (in a job by --lines-a-user) and give the executors memory for them.");
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
     * How many lines users have. Tallies of the parts of a log add up to that of the whole.
     *
     * @param users      how many users there are
     * @param lines      how many lines they have, each line once
     * @param duplicates how many lines say the same as another
     * @param busiest    the users with an implausible share of these lines
     */
    public record Tally(long users, long lines, long duplicates, List<Busy> busiest) implements Serializable {

        /** Lets go of users who are not among the busiest. */
        public Tally {
            busiest = BusyUsers.among(busiest, lines);
        }

        /**
         * Returns the tally of no user at all.
         *
         * @return the tally that changes no other
         */
        public static Tally none() {
            return new Tally(0, 0, 0, List.of());
        }

        /**
         * This tally and that of other users of the same log.
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
     * A user who has many lines.
     *
     * @param user  the user's id
     * @param lines how many lines it has
     */
    public record Busy(String user, long lines) implements Serializable {
    }

    /** Some users of a log with all their lines, to be kept or sent without what all parts of the log share. */
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
         * @param frame what all parts share
         * @return a log of the part's users; codes of users, products and baskets are the part's own, those of days and
         *     classes are the same in every part. Its quality report counts repeated lines only
         */
        public PurchaseLog in(LogFrame frame) {
            return new PurchaseLog(frame.name(), frame.firstDay(), frame.days(), lines, start, users, products, baskets,
                    frame.taxonomy(), quality(frame));
        }

        /**
         * Tells how many lines these users have.
         *
         * @return the users' tally
         */
        public Tally tally() {
            return BusyUsers.tally(users, start, duplicates);
        }

        /**
         * Tells how many users there are.
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
