package org.foresale.insight.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scored;
import org.foresale.insight.internal.Characteristic;
import org.foresale.insight.internal.Characteristics;
import org.foresale.insight.internal.Wording;
import org.foresale.model.PurchaseModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares predictions between groups of users: how well they work in each group of a characteristic, and how large the
 * gaps between groups are.
 *
 * <p>There are three notions of fairness (Hardt, Price and Srebro 2016, Equality of Opportunity in Supervised
 * Learning). Demographic parity: the share of predicted buyers is the same in each group. Equal opportunity: the
 * recall, which is the share of a group's buyers who are predicted, is the same. Equalised odds: in addition, the false
 * positive rate, which is the share of a group's non-buyers who are predicted to buy, is the same. If the base rates of
 * the groups differ, all three cannot hold at once unless the predictions carry no information (Barocas, Hardt and
 * Narayanan 2023, Fairness and Machine Learning).
 *
 * <p>Samples should be test users at the base rate: if buyers and non-buyers are balanced, probabilities and shares of
 * buyers cannot be compared. Groups of too few users are listed without figures. The 95 % intervals of shares are exact
 * (Clopper and Pearson 1934), with the number of users as sample size; all other intervals are bootstrapped over the
 * users.
 */
public final class GroupFairness {

    /** Fewer users tell nothing, and come near to telling of single ones. */
    private static final int MIN_USERS = 30;

    private final Characteristic characteristic;
    private final GroupScores scores;
    private final int[] groups;
    private final int[] users;
    private final int leastUsers;

    private GroupFairness(Characteristic characteristic, GroupScores scores, int[] groups, int[] users,
            int leastUsers) {
        this.characteristic = characteristic;
        this.scores = scores;
        this.groups = groups;
        this.users = users;
        this.leastUsers = leastUsers;
    }

    /**
     * Compares the groups of a characteristic; groups of at least 30 users get figures.
     *
     * @param userIds         user of each sample, named as in the log
     * @param scored          scores of the samples, as probabilities, with a threshold chosen on other samples
     * @param characteristics one row per user: the column "user" and one column per characteristic. Users without a row
     *     are in the group "unknown"
     * @param name            name of the characteristic's column, which must be a text column
     * @return the comparison
     * @throws IllegalArgumentException if the lengths differ, if the scores are in parts, if there are fewer than two
     *     users, if the table has no column "user" or no such text column, if a user has two rows, if no user has a
     *     row, or if the characteristic has more than 100 values
     */
    public static GroupFairness of(List<String> userIds, Scored scored, Table characteristics, String name) {
        if (userIds.size() != scored.scores().size()) {
            throw new IllegalArgumentException(userIds.size() + " users, but scores of " + scored.scores().size()
                    + " samples");
        }
        scored.scores().requireOnePart();
        int[] users = Characteristics.codes(userIds);
        if (Arrays.stream(users).distinct().count() < 2) {
            throw new IllegalArgumentException("groups need at least 2 users, but there is 1");
        }
        Characteristic found = Characteristics.groups(userIds, characteristics, name);
        return new GroupFairness(found, GroupScores.of(scored, found.values().size() + 1),
                IntStream.range(0, users.length).map(found::group).toArray(), users, MIN_USERS);
    }

    /**
     * Compares the groups by a model's predictions; its scores and its threshold are calibrated probabilities.
     *
     * @param model           the model
     * @param samples         test samples of {@link org.foresale.cohort.Snapshot#withAllActiveUsers}
     * @param characteristics table as in {@link #of(List, Scored, Table, String)}
     * @param name            name of the characteristic's column
     * @return the comparison
     * @throws IllegalArgumentException for the reasons of {@link #of(List, Scored, Table, String)}
     */
    public static GroupFairness of(PurchaseModel model, Samples samples, Table characteristics, String name) {
        double[] probabilities = Arrays.stream(model.predictor().predict(samples)).map(model.calibration()::of)
                .toArray();
        return of(IntStream.range(0, samples.size()).mapToObj(samples::userId).toList(),
                new Scored(samples.scores(probabilities), model.calibration().of(model.threshold())),
                characteristics, name);
    }

    /**
     * Returns a copy with another minimum number of users per group.
     *
     * @param least minimum number of users for a group to get figures, at least 2
     * @return the new comparison
     * @throws IllegalArgumentException if it is below 2
     */
    public GroupFairness withMinUsers(int least) {
        if (least < 2) {
            throw new IllegalArgumentException("groups of at least " + least + " users, but the minimum is 2");
        }
        return new GroupFairness(characteristic, scores, groups, users, least);
    }

    /**
     * Returns the figures of all groups.
     *
     * @return one row per group, numeric groups in order, users of unknown group last: number of users; share of
     *     buyers, share predicted, precision, recall, false positive rate, ROC AUC, mean probability, and mean
     *     probability minus share of buyers, which is near 0 for calibrated probabilities, each with its 95 % interval;
     *     "too few users" if the group is too small, "not defined" if there are no users to compute a figure on
     */
    public Table table() {
        GroupFigure[] figures = GroupFigure.values();
        int[] once = new int[groups.length];
        Arrays.fill(once, 1);
        double[][] figured = scores.figures(groups, once);
        List<Optional<Interval>> intervals = Bootstrap.of(users).intervals(counts ->
                Arrays.stream(scores.figures(groups, counts)).flatMapToDouble(Arrays::stream).toArray());
        IntColumn size = IntColumn.create("users");
        Table table = Table.create("predictions by " + characteristic.name() + ", threshold " + String.format(
                Locale.ROOT, "%.3f", scores.scored().threshold()),
                StringColumn.create("group"), size);
        for (GroupFigure figure : figures) {
            table.addColumns(StringColumn.create(figure.title() + ", 95 %"));
        }
        for (int group = 0; group < scores.groups(); group++) {
            int number = usersOf(group);
            if (number > 0) {
                table.stringColumn(0).append(name(group));
                size.append(number);
                for (GroupFigure figure : figures) {
                    Optional<Interval> interval = intervals.get(group * figures.length + figure.ordinal());
                    table.stringColumn(2 + figure.ordinal()).append(number < leastUsers ? Wording.TOO_FEW
                            : figure.isShare() ? Wording.share(figured[group][figure.ordinal()], usersOf(group, figure))
                            : figure == GroupFigure.CALIBRATION ? Wording.signed(interval) : Wording.shown(interval));
                }
            }
        }
        return table;
    }

    /**
     * Computes the gaps between groups for the three notions of fairness. The group "unknown" and groups that are too
     * small are left out; the title says how many users these are.
     *
     * <p>The two groups with the largest gap are selected by the same figures, so there is always some gap. Therefore
     * the last column shows how large the largest gap is when users are assigned to groups of the same sizes at random
     * (a permutation test: Fisher 1935). A gap larger than in 95 of 100 such draws is unlikely to arise by chance.
     *
     * @return one row per notion: figure, the groups with the highest and the lowest value, their difference with its
     *     95 % interval, the difference by chance, and whether it is exceeded
     */
    public Table differences() {
        List<Integer> compared = comparable();
        List<GroupGap> gaps = GroupGap.all(scores, groups, users, compared);
        int within = compared.stream().mapToInt(this::usersOf).sum();
        int unknown = usersOf(characteristic.values().size());
        return Table.create(String.format(Locale.ROOT, "largest differences by %s between %s of %s (left out:"
                + " %d of unknown %1$s, %d in groups of fewer than %d)", characteristic.name(),
                Wording.count(compared.size(), "group"), Wording.count(within, "user"), unknown,
                Arrays.stream(users).distinct().count() - within - unknown, leastUsers),
                StringColumn.create("figure", gaps.stream().map(GroupGap::title).toList()),
                StringColumn.create("highest", gaps.stream().map(gap -> gap.isDefined() ? name(gap.high())
                        : Wording.NOT_DEFINED).toList()),
                StringColumn.create("lowest", gaps.stream().map(gap -> gap.isDefined() ? name(gap.low())
                        : Wording.NOT_DEFINED).toList()),
                StringColumn.create("difference, 95 %", gaps.stream().map(gap -> Wording.signed(gap.gap())).toList()),
                DoubleColumn.create(PermutationTest.TITLE, gaps.stream().mapToDouble(GroupGap::byChance).toArray()),
                StringColumn.create("shown", gaps.stream().map(GroupGap::finding).toList()));
    }

    /**
     * Tells which of the {@link #differences()} are more than chance.
     *
     * @return a few sentences, with how many users the differences are of, which are not defined, and of how many the
     *     group is unknown
     */
    public String verdict() {
        List<Integer> compared = comparable();
        List<GroupGap> gaps = GroupGap.all(scores, groups, users, compared);
        String more = gaps.stream().filter(GroupGap::isMoreThanChance).map(gap -> String.format(Locale.ROOT,
                "%s, %s less %s, %s", gap.title(), name(gap.high()), name(gap.low()), Wording.signed(gap.gap())))
                .collect(Collectors.joining("; "));
        List<String> undefined = gaps.stream().filter(gap -> gap.finding().equals(Wording.NOT_DEFINED))
                .map(GroupGap::title).toList();
        String shown = undefined.size() == gaps.size() ? "no difference is defined"
                : (more.isEmpty() ? "no difference is more than chance"
                        : "some differences are more than chance: " + more)
                + (undefined.isEmpty() ? "" : ". Not defined is the difference in "
                        + String.join(" and in ", undefined));
        return String.format(Locale.ROOT, "Between %s by %s (%s), %s. For %s, the %2$s is unknown.",
                Wording.count(compared.size(), "group"), characteristic.name(),
                Wording.count(compared.stream().mapToInt(this::usersOf).sum(), "user"), shown,
                Wording.count(usersOf(characteristic.values().size()), "user"));
    }

    /** The groups that are known and large enough. */
    private List<Integer> comparable() {
        List<Integer> large = new ArrayList<>();
        for (int group = 0; group < characteristic.values().size(); group++) {
            if (usersOf(group) >= leastUsers) {
                large.add(group);
            }
        }
        return large;
    }

    private int usersOf(int group) {
        return usersOf(group, GroupFigure.BASE_RATE);
    }

    /** The users of a group that a share is one of. */
    private int usersOf(int group, GroupFigure figure) {
        Scored scored = scores.scored();
        return (int) IntStream.range(0, users.length).filter(i -> groups[i] == group
                && figure.isAmong(scored.scores().score(i) >= scored.threshold(), scored.scores().label(i)))
                .map(i -> users[i]).distinct().count();
    }

    private String name(int group) {
        return group < characteristic.values().size() ? characteristic.values().get(group) : Wording.UNKNOWN;
    }

    /**
     * Summarises the comparison in one line.
     *
     * @return the characteristic, and the number of groups that can be compared
     */
    @Override
    public String toString() {
        return characteristic.name() + ": " + comparable().size() + " of " + characteristic.values().size()
                + " groups with at least " + leastUsers + " users";
    }
}
