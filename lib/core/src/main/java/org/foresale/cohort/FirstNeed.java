package org.foresale.cohort;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.Table;

/**
 * Defines the first-need question of the article, without its leaks: which users are about to need the target for the
 * first time?
 *
 * <p>A need has no ground truth. A user's first observed purchase in the target or in a closely related class is taken
 * as the sign of need, and its day is the <em>feature day</em>. It counts only after a burn-in and after a number of
 * earlier shopping days. Buyers are cut at their feature day, non-buyers at one of their own shopping days. Each split
 * has equal numbers of buyers and non-buyers, in pairs: a buyer, then the non-buyer paired with it. There can also be
 * several non-buyers per buyer.
 *
 * <p>Who is a buyer, and where non-buyers are cut, depends on the {@link Negatives.Population}:
 * <ul>
 * <li>{@link Negatives.Population#RISK_SET}, the default, uses no information from after a cut. Buyers buy the target
 * itself on their feature day. Non-buyers are cut at a shopping day up to which they have shown no sign of need,
 * whatever they do later. A user whose first sign does not include the target is neither a buyer nor a non-buyer on
 * that day, and leaves the risk set.
 * <li>{@link Negatives.Population#NO_SIGN} is the article's. Buyers buy the target at any time in the window;
 * non-buyers show no sign of need in the whole window. Both are known only at the end of the window; a null test with
 * {@link NullLog} measures the bias that this causes.
 * </ul>
 *
 * <p>The histories before the cuts contain no purchase in the target or the related classes, because the feature day is
 * the first such purchase. Related classes are chosen from training users only.
 *
 * @param target       what is to be predicted
 * @param burnIn       first day on which a cut may lie, in days since the log's first day; users who buy earlier may
 *                     have bought before the log began
 * @param shoppingDays minimum number of shopping days before a cut, at least 1
 * @param related      which classes count as closely related
 * @param negatives    how the non-buyers are chosen and cut
 * @param split        the split of the users
 * @param testFrom     if given, the splits are also separated in time: training and validation use only the days before
 *                     this one, and every test cut is on this day or later
 */
public record FirstNeed(Target target, int burnIn, int shoppingDays, RelatedClasses.Rule related, Negatives negatives,
        UserSplit split, Optional<Integer> testFrom) implements Question {

    // The steps of the funnel beside those of NeedRule, short enough for a chart on a phone; funnel() tells what they
    // mean.
    private static final String USERS = "users";
    private static final String AT_RISK = "eligible as non-buyers";
    private static final String BUYERS_LEFT = "buyers without a pair";
    private static final String SAMPLES = "samples";

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the burn-in is below 0, if the number of shopping days is below 1, or if the
     *     test begins within the burn-in
     */
    public FirstNeed {
        if (burnIn < 0 || shoppingDays < 1) {
            throw new IllegalArgumentException("a burn-in of " + burnIn + " days and " + shoppingDays
                    + " shopping days: the burn-in is not below 0, and a cut needs at least 1 shopping day before it");
        }
        if (testFrom.isPresent() && testFrom.get() <= burnIn) {
            throw new IllegalArgumentException("the test begins on day " + testFrom.get()
                    + ", within the burn-in of " + burnIn + " days: nothing would be left to train on");
        }
    }

    /**
     * Returns the question for a target, with the defaults for a log of a year: a burn-in of 30 days, 5 earlier
     * shopping days, {@link RelatedClasses.Rule#withDefaults()}, non-buyers from the {@linkplain Negatives#riskSet()
     * risk set}, and a 60/20/20 % split of the users by a hash with seed 1.
     *
     * @param target what is to be predicted
     * @return the question
     */
    public static FirstNeed of(Target target) {
        return new FirstNeed(Arguments.given("target", target), 30, 5, RelatedClasses.Rule.withDefaults(),
                Negatives.riskSet(), UserSplit.of(1), Optional.empty());
    }

    /**
     * Returns a copy of this question with another burn-in.
     *
     * @param days    first day on which a cut may lie, in days since the log's first day
     * @param earlier minimum number of shopping days before a cut
     * @return the new question
     * @throws IllegalArgumentException if a number is out of range
     */
    public FirstNeed withBurnIn(int days, int earlier) {
        return new FirstNeed(target, days, earlier, related, negatives, split, testFrom);
    }

    /**
     * Returns a copy of this question with another rule for related classes.
     *
     * @param rule which classes count as closely related
     * @return the new question
     */
    public FirstNeed withRelated(RelatedClasses.Rule rule) {
        return new FirstNeed(target, burnIn, shoppingDays, rule, negatives, split, testFrom);
    }

    /**
     * Returns a copy of this question with another way of choosing and cutting non-buyers.
     *
     * @param others how the non-buyers are chosen and cut
     * @return the new question
     */
    public FirstNeed withNegatives(Negatives others) {
        return new FirstNeed(target, burnIn, shoppingDays, related, others, split, testFrom);
    }

    @Override
    public FirstNeed withSplit(UserSplit users) {
        return new FirstNeed(target, burnIn, shoppingDays, related, negatives, Arguments.given("split", users),
                testFrom);
    }

    /**
     * Returns a copy of this question whose splits are also separated in time: everything that training uses, labels
     * included, lies before the first test cut.
     *
     * @param day the first day of a test cut, in days since the log's first day
     * @return the new question
     * @throws IllegalArgumentException if the day is within the burn-in
     */
    public FirstNeed withTestFrom(int day) {
        return new FirstNeed(target, burnIn, shoppingDays, related, negatives, split, Optional.of(day));
    }

    /**
     * Returns the closely related classes that the question uses, with the figures on which the choice is based.
     *
     * @param log the log
     * @return the related classes, from the log's training users
     * @throws IllegalArgumentException if the log lacks a class of the target, if no training user shops on the days
     *     that training may use, or if none of them buys the target on these days
     */
    public RelatedClasses relatedClasses(PurchaseLog log) {
        return relatedClasses(Users.of(log, split));
    }

    private RelatedClasses relatedClasses(Users users) {
        return RelatedClasses.of(users, target, knownUntil(users), related);
    }

    /** Day after the last that training and validation may know. */
    private int knownUntil(Users users) {
        return testFrom.orElse(users.frame().days());
    }

    /**
     * Returns what a user bought, day by day, and which of it a model may see for this question.
     *
     * @param log    the log
     * @param userId the user's id
     * @param cut    the first day that is hidden from the model, such as the user's feature day, in days since the
     *               log's first day
     * @return one row per day and first-level class, where the target and the related classes form one class called
     *     "sign of need": date, what was bought, number of lines, and whether a model sees it. What a model sees comes
     *     first, then the signs of need from the cut on, then everything else after the cut
     * @throws IllegalArgumentException if the log has no such user, or as {@link #relatedClasses}
     */
    public Table timeline(PurchaseLog log, String userId, int cut) {
        int user = log.findUser(userId).orElseThrow(() ->
                new IllegalArgumentException(log.name() + " has no user \"" + userId + "\""));
        return Timeline.of(log, user, relatedClasses(log).withTarget(), cut);
    }

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort
     * @throws IllegalArgumentException if the log is too short, lacks a class of the target, or if a split has no
     *     buyers or no non-buyers
     */
    @Override
    public Cohort cohort(PurchaseLog log) {
        return select(Users.of(log, split)).of(log);
    }

    Cohort cohort(PurchaseLog log, Pairing pairing, String cut) {
        return select(Users.of(log, split), pairing, cut).of(log);
    }

    @Override
    public Selection select(Users users) {
        return select(users, negatives.pairing(), negatives.title());
    }

    private Selection select(Users log, Pairing pairing, String cut) {
        int window = log.frame().days();
        String name = log.frame().name() + ": first need of " + target.name() + ", " + cut;
        if (shoppingDays >= window) {
            throw new IllegalArgumentException(name + ": a cut needs " + shoppingDays + " shopping days before it, but"
                    + " the log has " + window + " days. Ask for fewer with withBurnIn, or choose a longer log.");
        }
        int last = testFrom.orElse(burnIn);
        if (last >= window) {
            throw new IllegalArgumentException(name + ": cuts would begin on day " + last + ", but the log has "
                    + window + " days. Choose an earlier day, or a longer log.");
        }
        BitSet targetClasses = target.in(log.frame().taxonomy());
        NeedRule rule = new NeedRule(burnIn, last, knownUntil(log), window, shoppingDays,
                relatedClasses(log).withTarget(), targetClasses, negatives.population());
        RuleResults<EligibleUser> results = log.ask(rule);
        List<RuleResults.Result<EligibleUser>> usable = results.given();
        Funnel.Counter funnel = funnel(results.counters());
        List<Selection.Chosen> samples = new ArrayList<>();
        Map<Split, Cohort.Eligible> eligible = new EnumMap<>(Split.class);
        for (Split part : Split.values()) {
            Pairing.Others others = new Pairing.Others(usable, rule.from(part), rule.end(part), shoppingDays,
                    split.seed());
            List<Pairing.Buyer> buyers = places(usable, part).filter(place -> usable.get(place).value().buys())
                    .mapToObj(place -> new Pairing.Buyer(place, usable.get(place).value().featureDay())).toList();
            int[] users = places(usable, part).filter(place -> negatives.population()
                    == Negatives.Population.RISK_SET || !usable.get(place).value().buys())
                    .filter(place -> others.days(place).count() > 0).toArray();
            int days = IntStream.of(users).map(user -> others.days(user).count()).sum();
            List<Pairing.Pair> pairs = pairing.pairs(buyers, users, others);
            requirePairs(pairs, part, buyers.size(), days, name, funnel);
            Set<Pairing.Buyer> paired = new HashSet<>();
            for (Pairing.Pair pair : pairs) {
                if (paired.add(pair.buyer())) {
                    samples.add(Selection.Chosen.of(usable.get(pair.buyer().user()), pair.buyer().featureDay(),
                            true, part));
                }
                samples.add(Selection.Chosen.of(usable.get(pair.other()), pair.cut(), false, part));
            }
            funnel.add(BUYERS_LEFT, part, buyers.size() - paired.size());
            funnel.add(AT_RISK, part, users.length);
            funnel.add(SAMPLES, part, paired.size() + pairs.size());
            eligible.put(part, new Cohort.Eligible(buyers.size() + days, buyers.size()));
        }
        return new Selection(name, target, targetClasses, samples, eligible, funnel.funnel());
    }

    /** Where the users of a split stand among the usable ones. */
    private static IntStream places(List<RuleResults.Result<EligibleUser>> usable, Split part) {
        return IntStream.range(0, usable.size()).filter(place -> usable.get(place).value().split() == part);
    }

    /**
     * Returns all users; those whose first sign is a related class and does not count; those who show it in the burn-in
     * (old customers, perhaps), before the test, or before enough other shopping days; those without a sign or a day to
     * be cut at; buyers, and users without a sign. Then all users that others come from, buyers before their feature
     * day among them; buyers in no pair; samples.
     */
    private Funnel.Counter funnel(int[] counters) {
        Funnel.Counter funnel = new Funnel.Counter().kept(USERS);
        for (FunnelStep step : FunnelStep.OF_FIRST_NEEDS) {
            if (step == FunnelStep.BUYERS || step == FunnelStep.NO_SIGN) {
                funnel.kept(step.text());
            } else if (step != FunnelStep.BEFORE_TEST || testFrom.isPresent()) {
                funnel.leftOut(step.text());
            }
        }
        funnel.kept(AT_RISK).leftOut(BUYERS_LEFT).kept(SAMPLES);
        for (Split part : Split.values()) {
            for (FunnelStep step : FunnelStep.OF_FIRST_NEEDS) {
                int count = NeedRule.count(counters, part, step);
                if (count > 0) {
                    funnel.add(USERS, part, count);
                    funnel.add(step.text(), part, count);
                }
            }
        }
        return funnel;
    }

    private void requirePairs(List<Pairing.Pair> pairs, Split part, int buyers, int days, String name,
            Funnel.Counter funnel) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(name + ": the " + part
                    + " split gets no pair of a buyer and a non-buyer. Of "
                    + funnel.count(USERS, part) + " users, " + buyers + " are buyers, and there are " + days
                    + " shopping days on which non-buyers may be cut, none of which fits a buyer; "
                    + funnel.count(FunnelStep.TOO_EARLY.text(), part) + " users buy first in the burn-in of "
                    + burnIn + " days, " + funnel.count(FunnelStep.TOO_NEW.text(), part) + " before their shopping day "
                    + (shoppingDays + 1) + ", and "
                    + funnel.count(FunnelStep.NO_DAY.text(), part) + " have no day on which to cut. "
                    + (buyers == 0 ? "Choose a target that is bought more often, or a shorter burn-in or fewer shopping"
                    + " days before a cut with withBurnIn, or a longer log."
                    : "Choose a target that fewer users buy, or negatives without matching, or a log of more users."));
        }
    }
}
