package org.foresale.insight.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Characteristics;
import org.foresale.insight.internal.Wording;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Who is chosen: how chosen users, such as predicted buyers, differ from all others in what is known of them.
 *
 * <p>Differences are told in standard deviations, so that they compare from characteristic to characteristic and do not
 * grow with the number of users (Austin 2009, Balance diagnostics for comparing the distribution of baseline
 * covariates):
 * <ul>
 * <li>of shares p of the chosen and q of the others, (p - q) / √((p(1 - p) + q(1 - q)) / 2)</li>
 * <li>of means m and n with variances s² and t², (m - n) / √((s² + t²) / 2)</li>
 * <li>of all values of a characteristic together, √(dᵀ S⁻¹ d), with d the differences of all shares but one, and S the
 * mean of both groups' covariance matrices of one user's value (Yang and Dalton 2012, A unified approach to measuring
 * the effect size between two groups using SAS)</li>
 * </ul>
 * The last has no sign, nor is it near 0 by chance, the less the more values there are; its interval lies rather high
 * for the same reason. So it stands beside what comes out if as many users of known value are chosen at random (a
 * permutation test: Fisher 1935); one in twenty characteristics that tell nothing is above that.
 *
 * <p>Austin takes less than 0.1 for negligible. Shares and means are those among users whose value is known; how many
 * it is unknown of is counted, and compared as a value of its own. Intervals of 95 % of shares are exact
 * (Clopper and Pearson 1934), all others are by bootstrap over the users. No characteristic is shown to be a cause of
 * anything.
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
     * @param userIds         all users, each once, as the log names them
     * @param chosen          for each of them, whether it is chosen
     * @param characteristics one row a user: the column "user" and a column a characteristic; columns of numbers are
     *     compared by their means, all others by their values. Users without a row are unknown in everything
     * @return the profile; if nobody is chosen, or everybody, its differences are not defined
     * @throws IllegalArgumentException if the lengths differ, if there are not two users, if one comes twice, if the
     *     table has no column "user", no other or more than 50, if a user has two rows, if nobody has one, or if a
     *     characteristic has more than 100 values
     */
    public static Profile of(List<String> userIds, boolean[] chosen, Table characteristics) {
        if (userIds.size() != chosen.length) {
            throw new IllegalArgumentException(userIds.size() + " users, but " + chosen.length + " choices");
        }
        int[] users = Characteristics.codes(userIds);
        for (int i = 0; i < users.length; i++) {
            if (users[i] != i) {
                throw new IllegalArgumentException("the user " + OneLine.of(userIds.get(i))
                        + " comes twice: a profile counts each user once");
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
     * Returns the profile of users that a table marks, such as that of a model's probabilities.
     *
     * @param users           one row a user, with the column "user"
     * @param chosen          name of the column that tells whether a user is chosen, such as "predicted to buy"
     * @param characteristics as for {@link #of(List, boolean[], Table)}
     * @return the profile
     * @throws IllegalArgumentException as {@link #of(List, boolean[], Table)} does, or if there are no such columns
     */
    public static Profile of(Table users, String chosen, Table characteristics) {
        if (!users.containsColumn(Characteristics.USER) || !users.containsColumn(chosen)
                || !(users.column(chosen) instanceof BooleanColumn marks)) {
            throw new IllegalArgumentException("the table \"" + OneLine.of(users.name())
                    + "\" has no texts \"user\" or no truths \"" + OneLine.of(chosen) + "\"");
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
     * @return one row a value: characteristic, value ("mean ± sd" for a number, "unknown" for users whose value is
     *     unknown), how many chosen users have it and their share (among those whose value is known; of unknown, among
     *     all) or mean ± standard deviation, with its interval, the same of the others, the standardised difference and
     *     its interval
     */
    public Table table() {
        List<CharacteristicComparison.Row> rows = comparisons.stream().flatMap(each -> each.rows().stream())
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
     * @return one row a characteristic: its name, the standardised difference of all that is known, without its sign,
     *     and its interval; what it does not exceed in 95 of 100 choices of as many users of known value at random, and
     *     whether it is more; of how many chosen and other users the characteristic is unknown
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
     * Returns the profile in a line.
     *
     * @return how many are chosen, and the characteristic that differs most
     */
    @Override
    public String toString() {
        CharacteristicComparison first = comparisons.get(0);
        return title() + "; most different: " + first.characteristic() + ", "
                + first.difference().map(Interval::toString).orElse(Wording.NOT_DEFINED);
    }
}
