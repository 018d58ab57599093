package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.Level;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.Arguments;

/**
 * Defines the snapshot question for every category at once: which classes of a level does each user who is active on a
 * given day buy in the days that follow?
 *
 * <p>Days, activity and splits are those of {@link Snapshot}. All active users are used, without balancing. A category
 * is predicted if enough training users buy it within the horizon of at least one training cut, and at least as many do
 * not buy it at some training cut. Validation and test users do not influence this choice.
 */
public final class CategorySnapshot {

    private static final int MIN_BUYERS = 50;

    private final Level level;
    private final int minBuyers;
    private final SnapshotDays days;
    private final UserSplit split;

    private CategorySnapshot(Level level, int minBuyers, SnapshotDays days, UserSplit split) {
        if (level == null) {
            throw new IllegalArgumentException("categories are classes of a level, but no level is given");
        }
        if (minBuyers < 1) {
            throw new IllegalArgumentException("a category needs at least 1 buyer, not " + minBuyers);
        }
        this.level = level;
        this.minBuyers = minBuyers;
        this.days = days;
        this.split = split;
    }

    /**
     * Returns the question for a level, on the days of {@link Snapshot#of}, for categories with at least 50 buyers.
     *
     * @param level the level of the categories
     * @return the question
     * @throws IllegalArgumentException if there is no level
     */
    public static CategorySnapshot of(Level level) {
        return new CategorySnapshot(level, MIN_BUYERS, SnapshotDays.withDefaults(), UserSplit.of(1));
    }

    /**
     * Returns the question for a level, on the days that {@link Snapshot#fitting} derives from a log, for categories
     * with at least 50 buyers.
     *
     * @param log     the log
     * @param level   the level of the categories
     * @param horizon length of the label window in days
     * @return the question
     * @throws IllegalArgumentException if the horizon is not above 0, or if the log is shorter than three horizons
     */
    public static CategorySnapshot fitting(PurchaseLog log, Level level, int horizon) {
        return new CategorySnapshot(level, MIN_BUYERS, SnapshotDays.fitting(log, horizon), UserSplit.of(1));
    }

    /**
     * Describes the question in one line.
     *
     * @return the level, the minimum number of buyers and the horizon
     */
    @Override
    public String toString() {
        return "Which classes of the level " + level + ", with at least " + minBuyers + " buyers, does a user buy"
                + " within " + days.horizon() + " days?";
    }

    /**
     * Returns a copy of this question on other days.
     *
     * @param train   cuts for training and validation, in days since the log's first day
     * @param test    cut for the test, in days since the log's first day
     * @param horizon length of the label window in days
     * @return the new question
     * @throws IllegalArgumentException if there is no training cut, if a number of days is not above 0, or if a
     *     training label ends after the test cut
     */
    public CategorySnapshot withDays(List<Integer> train, int test, int horizon) {
        return new CategorySnapshot(level, minBuyers,
                new SnapshotDays(train, test, horizon, days.shoppingDays(), days.activeWithin()), split);
    }

    /**
     * Returns a copy of this question with another definition of an active user.
     *
     * @param least  minimum number of shopping days before the cut
     * @param within maximum number of days from the last shopping day to the cut
     * @return the new question
     * @throws IllegalArgumentException if a number is not above 0
     */
    public CategorySnapshot withActivity(int least, int within) {
        return new CategorySnapshot(level, minBuyers,
                new SnapshotDays(days.trainCuts(), days.testCut(), days.horizon(), least, within), split);
    }

    /**
     * Returns a copy of this question with another minimum number of buyers per category.
     *
     * @param least minimum number of training users who buy a category, at least 1
     * @return the new question
     * @throws IllegalArgumentException if it is below 1
     */
    public CategorySnapshot withMinBuyers(int least) {
        return new CategorySnapshot(level, least, days, split);
    }

    /**
     * Returns a copy of this question with another split of the users.
     *
     * @param users the split
     * @return the new question
     */
    public CategorySnapshot withSplit(UserSplit users) {
        return new CategorySnapshot(level, minBuyers, days, Arguments.given("split", users));
    }

    /**
     * Returns this question once for each fold of the users, so that every user is a test user once.
     *
     * @return the question of each fold; the categories of each depend on its training users
     * @throws IllegalArgumentException as {@link UserSplit#eachFold} does
     */
    public List<CategorySnapshot> eachFold() {
        return split.eachFold().stream().map(this::withSplit).toList();
    }

    /**
     * Returns the length of the label window.
     *
     * @return the horizon in days
     */
    public int horizon() {
        return days.horizon();
    }

    /**
     * Returns the cut of the test users.
     *
     * @return the cut, in days since the log's first day
     */
    public int testCut() {
        return days.testCut();
    }

    /**
     * Returns the cuts of the training and validation users.
     *
     * @return the cuts in days since the log's first day, in ascending order
     */
    public List<Integer> trainCuts() {
        return days.trainCuts();
    }

    /**
     * Returns how often an active user has shopped.
     *
     * @return minimum number of shopping days before the cut
     */
    public int shoppingDays() {
        return days.shoppingDays();
    }

    /**
     * Returns how recently an active user has shopped.
     *
     * @return the maximum number of days from the last shopping day to the cut
     */
    public int activeWithin() {
        return days.activeWithin();
    }

    /**
     * Returns the split of the users.
     *
     * @return the split
     */
    public UserSplit split() {
        return split;
    }

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort; its samples are ordered by cut, then by user
     * @throws IllegalArgumentException if the log ends before the test's horizon, if fewer than two categories have
     *     enough buyers, or if a split has no active user
     */
    public CategoryCohort cohort(PurchaseLog log) {
        return select(Users.of(log, split)).of(log);
    }

    /**
     * Selects samples from users whose purchases may be stored anywhere.
     *
     * @param users the users of a log, in the splits of {@link #split()}
     * @return the same samples as {@link #cohort} returns for the log
     * @throws IllegalArgumentException as {@link #cohort}
     */
    public CategorySelection select(Users users) {
        LogFrame log = users.frame();
        days.requireWithin(log);
        Taxonomy taxonomy = log.taxonomy();
        int[] codeOfThird = IntStream.range(0, taxonomy.size(Level.THIRD))
                .map(third -> taxonomy.ancestor(third, level)).toArray();
        RuleResults<CategoryRule.Asked> results = users.ask(new CategoryRule(days, codeOfThird,
                taxonomy.size(level)));
        Funnel funnel = funnel(results.counters());
        CategoryCounts counts = CategoryCounts.of(taxonomy, level, results.given(), minBuyers);
        requireCategories(log, taxonomy, counts);
        List<Selection.Chosen> samples = new ArrayList<>();
        List<CategoryRule.Asked> asked = new ArrayList<>();
        for (Split part : Split.values()) {
            for (int cut : days.cuts(part)) {
                for (RuleResults.Result<CategoryRule.Asked> result : results.given()) {
                    if (result.value().split() == part && result.value().isAt(cut)) {
                        samples.add(Selection.Chosen.of(result, cut, false, part));
                        asked.add(result.value());
                    }
                }
            }
        }
        String name = log.name() + ": buys any of " + counts.categories().size() + " categories within "
                + days.horizon() + " days";
        requireUsers(name, results.counters());
        return new CategorySelection(name, counts, samples, asked, funnel);
    }

    private void requireCategories(LogFrame log, Taxonomy taxonomy, CategoryCounts counts) {
        if (counts.kept() < 2) {
            int most = counts.mostForTwo();
            throw new IllegalArgumentException("of the " + taxonomy.size(level) + " classes of the level "
                    + taxonomy.levelName(level) + " of " + log.name() + ", " + counts.kept() + " have " + minBuyers
                    + " training users who buy them within " + days.horizon() + " days and as many who do not; two are"
                    + " needed" + (most > 0 ? ", and have " + most : "") + ". Ask for fewer with withMinBuyers, or in"
                    + " a job by --min-buyers, take another level, or ask Snapshot for one class.");
        }
    }

    private static void requireUsers(String name, int[] counters) {
        for (Split part : Split.values()) {
            if (CategoryRule.active(counters, part) == 0) {
                throw new IllegalArgumentException(name + ": none of the " + CategoryRule.users(counters, part)
                        + " users of the " + part + " split is active. Take a log of more users, earlier days, or"
                        + " another rule with withActivity.");
            }
        }
    }

    private static Funnel funnel(int[] counters) {
        Funnel.Counter funnel = new Funnel.Counter().kept(Snapshot.USERS).kept(Snapshot.AT_CUTS)
                .leftOut(FunnelStep.TOO_NEW.text()).leftOut(FunnelStep.SILENT.text()).kept(Snapshot.SAMPLES);
        for (Split part : Split.values()) {
            int active = CategoryRule.active(counters, part);
            int tooNew = CategoryRule.tooNew(counters, part);
            int silent = CategoryRule.silent(counters, part);
            funnel.add(Snapshot.USERS, part, CategoryRule.users(counters, part));
            funnel.add(Snapshot.AT_CUTS, part, active + tooNew + silent);
            funnel.add(FunnelStep.TOO_NEW.text(), part, tooNew);
            funnel.add(FunnelStep.SILENT.text(), part, silent);
            funnel.add(Snapshot.SAMPLES, part, active);
        }
        return funnel.funnel();
    }
}
