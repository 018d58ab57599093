package org.foresale.insight.health;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Holm;
import org.foresale.insight.internal.Wording;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;
import org.foresale.model.PurchaseModel;
import org.foresale.model.TrainingProfile;
import org.foresale.model.TrainingProfile.Histogram;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether the scores of a model on a day may be trusted.
 *
 * <p>Five signs are looked at, each with bars that were chosen before any log was looked at:
 * <ul>
 * <li>the share of lines of classes that the model does not know: {@value #WATCHED_UNKNOWN} and {@value #BAD_UNKNOWN};
 * <li>the score against that of training: a population stability index of {@value #WATCHED_INDEX} and
 * {@value #BAD_INDEX}, as is usual in credit scoring (Siddiqi 2006), and a two-sample test whose p-value, adjusted by
 * Holm's procedure for all numbers compared, is below {@value #ALPHA}, because small groups differ by chance. If the
 * last sign of this list says that the probabilities were right lately, the scores may have moved rightly, and a moved
 * score speaks for training the model anew only;
 * <li>the inputs that go with the score most closely, in the same way, at {@value #BAD_INDEX} only;
 * <li>the age of the model: {@value #OLD} days since the last day of its training;
 * <li>the buyers expected in the last window that is already known against the actual ones: a ratio beyond 1.25 and
 * beyond 2 in either direction, at least {@value #DEVIATIONS} standard deviations away, of the purchases and of the
 * mean probability, which is estimated on the validation users.
 * </ul>
 *
 * <p>Scores and inputs are compared with those of training by histories that are as long as then: otherwise they would
 * move for no other reason than that the log has grown. Users are scored by all that is known of them, which ranks them
 * better, so that the last sign, and no other, looks at the very probabilities that a campaign uses: those of {@link
 * PurchaseModel#scoreActive}.
 */
public final class ModelHealth {

    static final double WATCHED_UNKNOWN = .05;
    static final double BAD_UNKNOWN = .2;
    static final double WATCHED_INDEX = .1;
    static final double BAD_INDEX = .25;
    static final double ALPHA = .01;
    static final long OLD = 365;
    static final double WATCHED_RATIO = 1.25;
    static final double BAD_RATIO = 2;
    static final double DEVIATIONS = 3;
    private static final String SMALLEST_SHOWN = "0.0001";
    private static final double SMALLEST = 1e-4;
    private static final String NOT_KNOWN = "not known: ";
    private static final int MIN_USERS = 50;
    /** How many signs a sentence names. */
    private static final int SHOWN = 2;

    private final LocalDate day;
    private final List<Sign> signs;

    private ModelHealth(LocalDate day, List<Sign> signs) {
        this.day = day;
        this.signs = List.copyOf(signs);
    }

    /** What may be done with the scores. */
    public enum Advice {
        /** No sign speaks against the model. */
        USE("use"),
        /** The scores still rank, but the model is to be trained anew. */
        RETRAIN("retrain"),
        /** The scores are not to be used. */
        DO_NOT_USE("do not use");

        private final String words;

        Advice(String words) {
            this.words = words;
        }

        /**
         * Returns the advice in words.
         *
         * @return "use", "retrain" or "do not use"
         */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param what   what it is, such as "score"
     * @param value  what was found, in words
     * @param bar    from where on it speaks, in words
     * @param advice what it speaks for
     */
    public record Sign(String what, String value, String bar, Advice advice) {

        /**
         * Returns whether there was enough to look at.
         *
         * @return false if the value says what is lacking
         */
        public boolean isKnown() {
            return !value.startsWith(NOT_KNOWN);
        }
    }

    /**
     * Looks at a model on the day on which it scores a log.
     *
     * @param model the model, with a profile
     * @param log   the log that it scores
     * @param day   the first day that is not seen, from the log's second day to the day after its last
     * @return its health
     * @throws IllegalArgumentException if the model has no profile, if the day is not in its range, if fewer than
     *     50 users are active on it, or if the log lacks a class of the target
     */
    public static ModelHealth of(PurchaseModel model, PurchaseLog log, LocalDate day) {
        TrainingProfile profile = model.profile().orElseThrow(() -> new IllegalArgumentException("the model of "
                + OneLine.of(model.target().name()) + " has no profile of its training days, so nothing can be compared"
                + " with them: make it with PurchaseModel.withProfile(question, log) and write it again"));
        int cut = log.frame().cut(day);
        Samples active = Samples.active(log, model.target(), cut, profile.shoppingDays(), profile.activeWithin());
        if (active.size() < MIN_USERS) {
            throw new IllegalArgumentException("only " + active.size() + " users of " + log.name() + " are active on "
                    + day + ", with " + profile.shoppingDays() + " shopping days, the last within "
                    + profile.activeWithin() + " days: too few to say anything of the model");
        }
        List<Sign> signs = new ArrayList<>();
        signs.add(unknown(profile.unknownShare(active)));
        Samples recent = profile.recent(active);
        CameTrue cameTrue = expected(model, profile, log, cut);
        if (recent.size() < MIN_USERS) {
            signs.add(new Sign("score and inputs", String.format(Locale.ROOT, NOT_KNOWN + "%d users are active in"
                    + " the last %d days, %d are needed", recent.size(), profile.lookBack(), MIN_USERS), "",
                    Advice.USE));
        } else {
            signs.addAll(drifts(profile, profile.histograms(recent, model.predictor().predict(recent)),
                    cameTrue.confirmed()));
        }
        signs.add(age(profile, day));
        signs.add(cameTrue.sign());
        return new ModelHealth(day, signs);
    }

    private static Sign unknown(double share) {
        return new Sign("lines of classes unknown in training", Wording.percent(share),
                Wording.percent(WATCHED_UNKNOWN) + ", " + Wording.percent(BAD_UNKNOWN),
                share > BAD_UNKNOWN ? Advice.DO_NOT_USE
                : share > WATCHED_UNKNOWN ? Advice.RETRAIN : Advice.USE);
    }

    private static List<Sign> drifts(TrainingProfile profile, List<Histogram> now, boolean confirmed) {
        List<Drift> drifts = new ArrayList<>(List.of(Drift.of(profile.score(), profile.users(), now.get(0))));
        for (int i = 0; i < profile.inputs().size(); i++) {
            drifts.add(Drift.of(profile.inputs().get(i), profile.users(), now.get(i + 1)));
        }
        double[] adjusted = Holm.adjusted(drifts.stream().mapToDouble(Drift::pValue).toArray());
        return IntStream.range(0, adjusted.length).mapToObj(i -> sign(drifts.get(i), adjusted[i], i == 0, confirmed))
                .toList();
    }

    /** A score that has moved may have moved rightly: what came true tells. */
    private static Sign sign(Drift drift, double adjusted, boolean isScore, boolean confirmed) {
        boolean differs = adjusted < ALPHA;
        Advice advice = !differs || drift.index() < (isScore ? WATCHED_INDEX : BAD_INDEX) ? Advice.USE
                : isScore && !confirmed && drift.index() >= BAD_INDEX ? Advice.DO_NOT_USE : Advice.RETRAIN;
        return new Sign(OneLine.of(drift.name()),
                String.format(Locale.ROOT, "stability index %.3f, %s", drift.index(), p(adjusted)),
                (isScore ? WATCHED_INDEX + ", " : "") + BAD_INDEX + ", with p below " + ALPHA, advice);
    }

    private static String p(double value) {
        return "p " + (value < SMALLEST ? "below " + SMALLEST_SHOWN : String.format(Locale.ROOT, "= %.4f", value));
    }

    private static Sign age(TrainingProfile profile, LocalDate day) {
        long days = ChronoUnit.DAYS.between(profile.trainedTo(), day);
        return new Sign("days since the training ended", String.valueOf(days), String.valueOf(OLD),
                days > OLD ? Advice.RETRAIN : Advice.USE);
    }

    /** What came true, and whether there is enough of it to vouch for a score that has moved. */
    private record CameTrue(Sign sign, boolean confirmed) {
    }

    /** The buyers of the last window that is already known, among users whom no training label came from. */
    private static CameTrue expected(PurchaseModel model, TrainingProfile profile, PurchaseLog log, int cut) {
        String what = "buyers in the last " + profile.horizon() + " days, actual over expected";
        String bar = WATCHED_RATIO + ", " + BAD_RATIO + " either way, by " + (int) DEVIATIONS
                + " standard deviations";
        int from = cut - profile.horizon();
        if (from < 1) {
            return new CameTrue(new Sign(what, NOT_KNOWN + "the log does not reach back to " + profile.horizon()
                    + " days before", bar, Advice.USE), false);
        }
        boolean seen = log.date(from).isBefore(profile.trainedTo());
        Samples active = Samples.active(log, model.target(), from, profile.shoppingDays(), profile.activeWithin());
        double[] probabilities = model.probabilities(active);
        double sum = 0;
        double variance = 0;
        int users = 0;
        int bought = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (!seen || profile.split().of(active.userId(i)) == Split.TEST) {
                users++;
                sum += probabilities[i];
                variance += probabilities[i] * (1 - probabilities[i]);
                bought += buys(log.history(active.get(i).user()), active, from, cut) ? 1 : 0;
            }
        }
        if (users < MIN_USERS || sum == 0) {
            return new CameTrue(new Sign(what, String.format(Locale.ROOT, NOT_KNOWN + "%d users%s, %d are needed",
                    users, seen ? " of the test split" : "", MIN_USERS), bar, Advice.USE), false);
        }
        // The mean probability itself is only known as well as the validation users tell it.
        double mean = sum / users;
        variance += (double) users * users * mean * (1 - mean) / profile.users();
        double ratio = bought / sum;
        double beyond = Math.max(ratio, 1 / ratio);
        double margin = DEVIATIONS * Math.sqrt(variance);
        boolean far = Math.abs(bought - sum) > margin;
        // Nothing that came true speaks against a score as long as few buyers are expected: that is no evidence for it.
        boolean confirmed = bought - margin >= sum / BAD_RATIO && bought + margin <= sum * BAD_RATIO;
        String format = "%.2f (%d, %.1f ± %.1f expected, %d users%s)%s";
        Sign sign = new Sign(what, String.format(Locale.ROOT, format, ratio, bought, sum, Math.sqrt(variance), users,
                seen ? " of the test split" : "", far || confirmed ? "" : "; too few to confirm the score"), bar,
                !far || beyond <= WATCHED_RATIO ? Advice.USE
                        : beyond > BAD_RATIO ? Advice.DO_NOT_USE : Advice.RETRAIN);
        return new CameTrue(sign, sign.advice() == Advice.USE && confirmed);
    }

    private static boolean buys(History history, Samples samples, int from, int to) {
        for (int line = history.size() - 1; line >= 0 && history.day(line) >= from; line--) {
            if (history.day(line) < to && samples.isTarget(history.thirdClass(line))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns what may be done with the scores: the gravest advice of any sign.
     *
     * @return the advice
     */
    public Advice advice() {
        return signs.stream().map(Sign::advice).max(Comparator.naturalOrder()).orElse(Advice.USE);
    }

    /**
     * Returns all that was looked at.
     *
     * @return the signs
     */
    public List<Sign> signs() {
        return signs;
    }

    /**
     * Returns all that was looked at as a table.
     *
     * @return one row a sign: what it is, what was found, from where on it speaks against the model, and the advice
     */
    public Table table() {
        return Table.create("health of the model on " + day,
                StringColumn.create("sign", signs.stream().map(Sign::what).toList()),
                StringColumn.create("found", signs.stream().map(Sign::value).toList()),
                StringColumn.create("limits (retrain, do not use)", signs.stream().map(Sign::bar).toList()),
                StringColumn.create("advice", signs.stream().map(sign -> sign.advice().toString()).toList()));
    }

    /**
     * Returns the advice in a sentence.
     *
     * @return for example "Retrain the model: score, stability index 0.140, p = 0.0001."
     */
    public String verdict() {
        Advice advice = advice();
        if (advice == Advice.USE) {
            return "Use the model: no sign speaks against it on " + day + "." + signs.stream()
                    .filter(sign -> !sign.isKnown())
                    .map(sign -> " Not known is the sign \"" + sign.what() + "\": "
                            + sign.value().substring(NOT_KNOWN.length()) + ".").collect(Collectors.joining());
        }
        List<String> why = signs.stream().filter(sign -> sign.advice() == advice)
                .map(sign -> sign.what() + ", " + sign.value()).toList();
        String more = why.size() <= SHOWN ? "" : "; and " + (why.size() - SHOWN) + " more";
        return (advice == Advice.RETRAIN ? "Retrain the model: " : "Do not use the model: ")
                + String.join("; ", why.subList(0, Math.min(SHOWN, why.size()))) + more + ".";
    }

    /**
     * Returns the advice in a sentence.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }
}
