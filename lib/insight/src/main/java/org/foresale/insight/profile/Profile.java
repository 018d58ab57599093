package org.foresale.insight.profile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Characteristics;
import org.foresale.insight.internal.Wording;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Profiles chosen users: shows how they, such as predicted buyers, differ from all other users in known
 * characteristics.
 *
 * <p>Differences are standardised, so that characteristics can be compared with each other and a difference does not
 * grow with the number of users (Austin 2009, Balance diagnostics for comparing the distribution of baseline
 * covariates):
 * <ul>
 * <li>for a share, p among the chosen and q among the other users, (p - q) / √((p(1 - p) + q(1 - q)) / 2)</li>
 * <li>for a mean, m and n with variances s² and t², (m - n) / √((s² + t²) / 2)</li>
 * <li>for all values of a characteristic together, √(dᵀ S⁻¹ d), where d holds the differences of all shares but one,
 * and S is the mean of the two groups' covariance matrices of one user's value (Yang and Dalton 2012, A unified
 * approach to measuring the effect size between two groups using SAS)</li>
 * </ul>
 * The last one has no sign, and even by chance it is not near 0, the less so the more values there are. It is therefore
 * shown next to the value for the same number of users with known values chosen at random (a permutation test: Fisher
 * 1935); one in twenty uninformative characteristics exceeds that value. Resampling adds as much once more, which is
 * taken off the interval.
 *
 * <p>Austin considers differences below 0.1 negligible. Shares and means are computed among users whose value is known;
 * unknown values are counted, and compared as a value of their own. The 95 % intervals of shares are exact (Clopper and
 * Pearson 1934); all others are bootstrapped over the users. None of this shows that a characteristic causes anything.
 */
public final class Profile {

    private static final String NAMED = "standardised difference";
    private static final String RANGE = "its interval, 95 %";

    private final int chosen;
    private final int others;
    private final List<CharacteristicComparison> comparisons;

    private Profile(int chosen, int others, List<CharacteristicComparison> comparisons) {
        this.chosen = chosen;
        this.others = others;
        this.comparisons = comparisons;
    }

    /**
     * Returns the profile of chosen users.
     *
     * @param userIds         all users without repetition, named as in the log
     * @param chosen          whether each of them is chosen
     * @param characteristics one row per user: the column "user" and one column per characteristic; numeric columns are
     *     compared by their means, all others by their values. For users without a row, all values are unknown
     * @return the profile; its differences are not defined if no user is chosen, or all are
     * @throws IllegalArgumentException if the lengths differ, if there are fewer than two users, if one is repeated, if
     *     the table has no column "user", no other column or more than 50, if a user has two rows, if no user has a
     *     row, or if a characteristic has more than 100 values
     */
    public static Profile of(List<String> userIds, boolean[] chosen, Table characteristics) {
        if (userIds.size() != chosen.length) {
            throw new IllegalArgumentException(userIds.size() + " users, but " + chosen.length + " flags");
        }
        int[] users = Characteristics.codes(userIds);
        for (int i = 0; i < users.length; i++) {
            if (users[i] != i) {
                throw new IllegalArgumentException("the user " + OneLine.of(userIds.get(i))
                        + " is repeated: a profile counts each user once");
            }
        }
        Bootstrap bootstrap = Bootstrap.of(users);
        boolean[] own = chosen.clone();
        int all = (int) IntStream.range(0, own.length).filter(i -> own[i]).count();
        return new Profile(all, own.length - all, Characteristics.of(userIds, characteristics).stream()
                .map(each -> CharacteristicComparison.of(each, own, bootstrap))
                .sorted(farthest(CharacteristicComparison::difference)).toList());
    }

    /**
     * Returns the profile of users that are marked in a table, such as the table of a model's probabilities.
     *
     * @param users           one row per user, with the column "user"
     * @param chosen          name of the column that says whether a user is chosen, such as "predicted to buy"
     * @param characteristics table as in {@link #of(List, boolean[], Table)}
     * @return the profile
     * @throws IllegalArgumentException for the reasons of {@link #of(List, boolean[], Table)}, or if there are no such
     *     columns
     */
    public static Profile of(Table users, String chosen, Table characteristics) {
        if (!users.containsColumn(Characteristics.USER) || !users.containsColumn(chosen)
                || !(users.column(chosen) instanceof BooleanColumn marks)) {
            throw new IllegalArgumentException("the table \"" + OneLine.of(users.name())
                    + "\" has no text column \"user\" or no boolean column \"" + OneLine.of(chosen) + "\"");
        }
        List<String> ids = users.column(Characteristics.USER).asStringColumn().asList();
        boolean[] own = new boolean[ids.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = !marks.isMissing(i) && marks.get(i);
        }
        return of(ids, own, characteristics);
    }

    /** The farthest from 0 first; without a figure last. */
    private static <T> Comparator<T> farthest(Function<T, Optional<Interval>> difference) {
        return Comparator.comparingDouble(each -> -difference.apply(each)
                .map(interval -> Math.abs(interval.estimate())).orElse(-1.0));
    }

    /**
     * Returns the values of all characteristics, the largest difference first.
     *
     * @return one row per value: characteristic, value ("mean ± sd" for a number, "unknown" for users whose value is
     *     unknown; characteristics that are unknown of the same users share this row); number of chosen users with it,
     *     and their share (among users whose value is known; for "unknown", among all) or mean ± standard deviation,
     *     with its interval; the same for the other users; standardised difference and its interval
     */
    public Table table() {
        List<CharacteristicComparison.Row> rows = Stream
                .concat(comparisons.stream().flatMap(each -> each.known().stream()), unknown().stream())
                .sorted(farthest(CharacteristicComparison.Row::difference)).toList();
        return Table.create(title(),
                StringColumn.create("characteristic",
                        rows.stream().map(CharacteristicComparison.Row::characteristic).toList()),
                StringColumn.create("value", rows.stream().map(CharacteristicComparison.Row::value).toList()),
                IntColumn.create("chosen users",
                        rows.stream().mapToInt(CharacteristicComparison.Row::chosen).toArray()),
                StringColumn.create("among chosen, 95 %",
                        rows.stream().map(CharacteristicComparison.Row::ofChosen).toList()),
                IntColumn.create("other users", rows.stream().mapToInt(CharacteristicComparison.Row::others).toArray()),
                StringColumn.create("among others, 95 %",
                        rows.stream().map(CharacteristicComparison.Row::ofOthers).toList()),
                estimates(rows.stream().map(CharacteristicComparison.Row::difference).toList()),
                ranges(rows.stream().map(CharacteristicComparison.Row::difference).toList()));
    }

    /**
     * Returns the characteristics, the largest difference first.
     *
     * @return one row per characteristic: its name, the absolute standardised difference over all known values, and its
     *     interval; the value that is not exceeded in 95 of 100 random choices of as many users with known values, and
     *     whether the difference exceeds it; the numbers of chosen and of other users for whom the characteristic is
     *     unknown
     */
    public Table characteristics() {
        List<Optional<Interval>> differences = comparisons.stream().map(CharacteristicComparison::difference).toList();
        return Table.create(title(),
                StringColumn.create("characteristic",
                        comparisons.stream().map(CharacteristicComparison::characteristic).toList()),
                estimates(differences), ranges(differences), DoubleColumn.create(PermutationTest.TITLE,
                        comparisons.stream().mapToDouble(CharacteristicComparison::byChance).toArray()),
                StringColumn.create("shown", comparisons.stream()
                        .map(each -> Wording.finding(each.difference(), each.byChance())).toList()),
                IntColumn.create("chosen, unknown", comparisons.stream()
                        .mapToInt(each -> each.unknown().chosen()).toArray()),
                IntColumn.create("others, unknown", comparisons.stream()
                        .mapToInt(each -> each.unknown().others()).toArray()));
    }

    /** One row for all characteristics that are unknown of the same users: it would only be repeated. */
    private List<CharacteristicComparison.Row> unknown() {
        Map<List<Integer>, List<CharacteristicComparison>> ofTheSame = comparisons.stream().collect(
                Collectors.groupingBy(CharacteristicComparison::unknownOf, LinkedHashMap::new, Collectors.toList()));
        return ofTheSame.values().stream().map(same -> same.get(0).unknown().of(
                same.size() > 1 && same.size() == comparisons.size() ? "all " + same.size() + " characteristics"
                        : Arguments.listed(same.stream().map(CharacteristicComparison::characteristic).toList())))
                .toList();
    }

    private static DoubleColumn estimates(List<Optional<Interval>> differences) {
        return DoubleColumn.create(NAMED, differences.stream()
                .mapToDouble(each -> each.map(Interval::estimate).orElse(Double.NaN)).toArray());
    }

    private static StringColumn ranges(List<Optional<Interval>> differences) {
        return StringColumn.create(RANGE, differences.stream()
                .map(each -> each.map(Interval::range).orElse(Wording.NOT_DEFINED)).toList());
    }

    private String title() {
        return chosen + " chosen users compared with " + others + " other users";
    }

    /**
     * Summarises the profile in one line.
     *
     * @return the number of chosen users, and the characteristic that differs most
     */
    @Override
    public String toString() {
        CharacteristicComparison first = comparisons.get(0);
        return title() + "; most different: " + first.characteristic() + ", "
                + first.difference().map(Interval::toString).orElse(Wording.NOT_DEFINED);
    }
}
