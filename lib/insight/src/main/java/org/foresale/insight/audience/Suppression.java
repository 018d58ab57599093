package org.foresale.insight.audience;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Users who are not to be addressed, whatever their probabilities, and why. */
public final class Suppression {

    /** What other systems put around or into an id: quotation marks, blanks of all kinds, invisible characters. */
    private static final Pattern ADDED = Pattern.compile("[\"'\\p{Z}\\p{Cf}\\p{Cc}]");
    private static final Pattern SEPARATOR = Pattern.compile("[,;\t|]");
    /** What stands at the ends of an id that a formula, an address or a program has written. */
    private static final Pattern AROUND = Pattern.compile("^[=<(\\[{+]+|[>)\\]}/:]+$");
    /** What has nothing to take away, as most ids of a million. */
    private static final Pattern USUAL = Pattern.compile("[A-Za-z]?[1-9][0-9]*");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(\\.\\d{3})+|\\d{1,3}(,\\d{3})+");
    private static final Pattern WITH_EXPONENT = Pattern.compile("\\d(\\.\\d{1,18})?e\\+?\\d{1,2}");

    private final String reason;
    private final Set<String> users;
    /** Whether the list comes from elsewhere, so that its ids may be those of another system. */
    private final boolean foreign;
    /** Whether a list from elsewhere must have somebody who is known. */
    private final boolean matches;

    private Suppression(String reason, Set<String> users, boolean foreign, boolean matches) {
        this.reason = reason;
        this.users = users;
        this.foreign = foreign;
        this.matches = matches;
    }

    private Suppression(String reason, Set<String> users, boolean foreign) {
        this(reason, users, foreign, foreign);
    }

    /**
     * Returns a list of users, such as those who opted out.
     *
     * @param reason why they are not to be addressed, such as "opted out"
     * @param users  their ids; those of users who were not scored do no harm
     * @return the list
     * @throws IllegalArgumentException if the reason is blank, or if an id is missing or blank
     */
    public static Suppression of(String reason, Collection<String> users) {
        Arguments.text("reason of a suppression list", reason);
        Set<String> kept = new TreeSet<>();
        String what = "id of a user of the list \"" + OneLine.of(reason) + "\"";
        users.forEach(user -> kept.add(Arguments.text(what, user)));
        return new Suppression(reason, kept, true);
    }

    /**
     * Returns a list of users whose ids are written as the log has them: whoever is not known does no harm, and no id
     * is compared with a similar one.
     *
     * @param reason why they are not to be addressed, such as "held out"
     * @param users  their ids
     * @return the list
     * @throws IllegalArgumentException if the reason is blank, or if an id is missing or blank
     */
    public static Suppression ofKnown(String reason, Collection<String> users) {
        return new Suppression(reason, of(reason, users).users, false);
    }

    /**
     * Returns this list as one that may have no user who is known, such as an export of those who opted out while
     * nobody has. Ids that differ from those of known users only in their form are refused all the same.
     *
     * @return the new list
     */
    public Suppression allowingNoMatch() {
        return new Suppression(reason, users, foreign, false);
    }

    /**
     * Returns the users who bought lately, so that nobody is asked to buy what is at home already.
     *
     * @param log    the log
     * @param target what they bought
     * @param day    the first day that is not seen, from the log's second day to the day after its last
     * @param days   number of days before it in which a purchase counts, at least 1
     * @return the list
     * @throws IllegalArgumentException if the day or the number is not in its range, or if the log lacks a class of the
     *     target
     */
    public static Suppression boughtWithin(PurchaseLog log, Target target, LocalDate day, int days) {
        requireDays(days);
        int cut = log.frame().cut(day);
        BitSet classes = target.in(log.taxonomy());
        Set<String> users = new TreeSet<>();
        for (int user = 0; user < log.users(); user++) {
            History before = log.history(user).before(cut);
            for (int line = before.size() - 1; line >= 0 && before.day(line) >= cut - days; line--) {
                if (classes.get(before.thirdClass(line))) {
                    users.add(log.userId(user));
                    break;
                }
            }
        }
        return new Suppression("bought " + target.name() + " within " + days + " days", users, false);
    }

    /**
     * Returns the users who have had enough messages: a contact cap.
     *
     * @param contacts one row a message that was sent: "user" as text and "date"
     * @param day      the campaign's first day
     * @param days     number of days before it that count, at least 1
     * @param most     how many messages a user may get in that time, at least 1; who has got as many is left out
     * @return the list
     * @throws IllegalArgumentException if the table lacks a column or has one of another type, if a cell is missing, or
     *     if a number is below 1
     */
    public static Suppression contacted(Table contacts, LocalDate day, int days, int most) {
        requireDays(days);
        if (most < 1) {
            throw new IllegalArgumentException("a cap of " + most + " messages: give 1 or more");
        }
        require(contacts, "user", ColumnType.STRING);
        require(contacts, "date", ColumnType.LOCAL_DATE);
        Map<String, Integer> counts = new HashMap<>();
        for (Row row : contacts) {
            if (row.isMissing("user") || row.isMissing("date")) {
                throw new IllegalArgumentException("row " + (row.getRowNumber() + 1) + " of the table "
                        + OneLine.of(contacts.name()) + " lacks a user or a date");
            }
            LocalDate date = row.getDate("date");
            if (date.isBefore(day) && !date.isBefore(day.minusDays(days))) {
                counts.merge(row.getString("user"), 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count < most);
        return new Suppression(most + (most == 1 ? " message" : " messages") + " within " + days + " days",
                new TreeSet<>(counts.keySet()), true);
    }

    private static void requireDays(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("a time of " + days + " days: give 1 or more");
        }
    }

    private static void require(Table table, String column, ColumnType type) {
        if (!table.columnNames().contains(column) || !table.column(column).type().equals(type)) {
            throw new IllegalArgumentException("the table " + OneLine.of(table.name()) + " has no column \"" + column
                    + "\" of " + type.name() + ", but " + table.columnNames());
        }
    }

    /**
     * Returns why the users are not to be addressed.
     *
     * @return the reason
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the number of users of the list.
     *
     * @return the number of users, whether they were scored or not
     */
    public int size() {
        return users.size();
    }

    /**
     * Returns the users of this list whom a log knows, whether they are scored or not: a list may well hold nobody but
     * users who left.
     *
     * @param log the log
     * @return the list of these users
     * @throws IllegalArgumentException if the log knows none of the users, or if ids of the list differ from those of
     *     its users only in blanks, case or leading zeros
     */
    public Suppression in(PurchaseLog log) {
        return new Suppression(reason, new TreeSet<>(among(IntStream.range(0, log.users()).mapToObj(log::userId)
                .toArray(String[]::new))), false);
    }

    /** The users of the list who are among some known users; a list of other ids than theirs is refused. */
    Set<String> among(String[] scored) {
        Set<String> known = new HashSet<>(Arrays.asList(scored));
        Set<String> found = new HashSet<>(users);
        found.retainAll(known);
        if (foreign && !users.isEmpty()) {
            requireSameIds(scored, known);
            if (matches && found.isEmpty()) {
                throw new IllegalArgumentException("no user of the list \"" + OneLine.of(reason) + "\", such as \""
                        + OneLine.of(users.iterator().next()) + "\", is known; known users are called like \""
                        + (scored.length == 0 ? "" : OneLine.of(scored[0])) + "\". If these are ids of another system,"
                        + " translate them; if nobody of the list is meant, leave the list out");
            }
        }
        return found;
    }

    /**
     * Refuses ids that are a scored user's but for blanks, case, zeros, quotation marks or what further columns of the
     * list add: that user would be addressed.
     */
    private void requireSameIds(String[] scored, Set<String> known) {
        Map<String, String> alike = new HashMap<>();
        for (String user : scored) {
            alike.putIfAbsent(plain(user), user);
        }
        for (String user : users) {
            if (known.contains(user)) {
                continue;
            }
            String meant = Stream.concat(Stream.of(user), SEPARATOR.splitAsStream(user)).map(Suppression::plain)
                    .map(alike::get).filter(Objects::nonNull).findFirst().orElse(null);
            if (meant != null) {
                throw new IllegalArgumentException("the list \"" + OneLine.of(reason) + "\" has the user \""
                        + OneLine.of(user) + "\", but a user called \"" + OneLine.of(meant)
                        + "\" is known: write ids as the log has them");
            }
        }
    }

    /**
     * An id without what other systems add to it: quotation marks, blanks, invisible characters, zeros, the marks of a
     * formula, brackets; a number as it is written without groups or an exponent.
     */
    private static String plain(String user) {
        if (USUAL.matcher(user).matches()) {
            return user.toLowerCase(Locale.ROOT);
        }
        String bare = AROUND.matcher(ADDED.matcher(Normalizer.normalize(user, Normalizer.Form.NFKC)).replaceAll(""))
                .replaceAll("").toLowerCase(Locale.ROOT);
        if (GROUPED.matcher(bare).matches()) {
            bare = bare.replaceAll("[.,]", "");
        } else if (WITH_EXPONENT.matcher(bare).matches()) {
            bare = new BigDecimal(bare).stripTrailingZeros().toPlainString();
        }
        return bare.replaceFirst("^0+(?=.)", "").replaceFirst("(?<=.)\\.0+$", "");
    }

    /**
     * Returns the list in a few words.
     *
     * @return the reason and the number of users
     */
    @Override
    public String toString() {
        return reason + ": " + users.size() + (users.size() == 1 ? " user" : " users");
    }
}
