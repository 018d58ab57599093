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
 * Whether predictions serve groups of users alike: what they are worth in each group of a characteristic, and how far
 * groups are apart.
 *
 * <p>Three notions of fairness (Hardt, Price and Srebro 2016, Equality of Opportunity in Supervised Learning):
 * demographic parity, the same share of each group is predicted; equal opportunity, of the buyers of each group the
 * same share is found, the recall; equalised odds, besides that the same share of those who do not buy is predicted,
 * the false positive rate. Where groups buy differently often, they cannot all hold at once, unless the predictions
 * tell nothing (Barocas, Hardt and Narayanan 2023, Fairness and Machine Learning).
 *
 * <p>Samples are to be those of test users, at the natural share of buyers: in a choice of as many buyers as others,
 * probabilities and shares of buyers do not compare. Groups of too few users are named without figures. Intervals of
 * 95 % of shares are exact (Clopper and Pearson 1934) with the number of users, all others are by bootstrap over the
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
     * Returns the groups of a characteristic, those of at least 30 users with figures.
     *
     * @param userIds         the user of each sample, as the log names it
     * @param scored          scores of the samples, as probabilities, with a threshold that was chosen on other samples
     * @param characteristics one row a user: the column "user" and a column a characteristic. Users without a row are
     *     in the group "unknown"
     * @param name            name of the characteristic's column, which holds texts
     * @return the groups
     * @throws IllegalArgumentException if the lengths differ, if the scores are in parts, if there are not two users,
     *     if the table has no column
     *     "user" or no such column of texts, if a user has two rows, if nobody has one, or if the characteristic has
     *     more than 100 values
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
     * Returns the groups of a model's predictions, which are calibrated to probabilities, as is its threshold.
     *
     * @param model           the model
     * @param samples         test samples of {@link org.foresale.cohort.Snapshot#withAllActiveUsers}
     * @param characteristics as for {@link #of(List, Scored, Table, String)}
     * @param name            name of the characteristic's column
     * @return the groups
     * @throws IllegalArgumentException as {@link #of(List, Scored, Table, String)} does
     */
    public static GroupFairness of(PurchaseModel model, Samples samples, Table characteristics, String name) {
        double[] probabilities = Arrays.stream(model.predictor().predict(samples)).map(model.calibration()::of)
                .toArray();
        return of(IntStream.range(0, samples.size()).mapToObj(samples::userId).toList(),
                new Scored(samples.scores(probabilities), model.calibration().of(model.threshold())),
                characteristics, name);
    }

    /**
     * Returns a copy with another least number of users.
     *
     * @param least groups of fewer users have no figures; at least 2
     * @return the new groups
     * @throws IllegalArgumentException if it is below 2
     */
    public GroupFairness withMinUsers(int least) {
        if (least < 2) {
            throw new IllegalArgumentException("groups of at least " + least + " users, but 2 are the fewest");
        }
        return new GroupFairness(characteristic, scores, groups, users, least);
    }

    /**
     * Returns the groups beside each other.
     *
     * @return one row a group, those of numbers in their order, last users of whom it is unknown: users; share of
     *     buyers, share predicted, precision, recall, false positive rate, ROC AUC, mean probability, and mean
     *     probability less share of buyers, which is near 0 if the probabilities are calibrated, each with its interval
     *     of 95 %; "too few users" where the group is too small, "not defined" where a figure has nobody to tell of
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
     * Tells how far groups are apart, by the three notions of fairness; the unknown and those that are too small are
     * left out, and the title tells how many users these are.
     *
     * <p>The two groups that are farthest apart are found by the figures themselves, so that some difference always
     * comes out. Therefore the last column tells how large the largest difference is if the users are put into groups
     * of the same sizes at random (a permutation test: Fisher 1935): a larger one than in 95 of 100 such draws is
     * hardly chance.
     *
     * @return one row a notion: figure, the groups of the highest and of the lowest, their difference with its interval
     *     of 95 %, the difference by chance and whether it is exceeded
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
     * @return a few sentences, with how many users the differences are of and of how many the group is unknown
     */
    public String verdict() {
        List<Integer> compared = comparable();
        List<GroupGap> gaps = GroupGap.all(scores, groups, users, compared);
        String more = gaps.stream().filter(GroupGap::isMoreThanChance).map(gap -> String.format(Locale.ROOT,
                "%s, %s less %s, %s", gap.title(), name(gap.high()), name(gap.low()), Wording.signed(gap.gap())))
                .collect(Collectors.joining("; "));
        String shown = gaps.stream().noneMatch(GroupGap::isDefined) ? "no difference is defined"
                : more.isEmpty() ? "no difference is more than chance"
                : "some differences are more than chance: " + more;
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
     * Returns the groups in a line.
     *
     * @return the characteristic and how many groups can be compared
     */
    @Override
    public String toString() {
        return characteristic.name() + ": " + comparable().size() + " of " + characteristic.values().size()
                + " groups with at least " + leastUsers + " users";
    }
}
