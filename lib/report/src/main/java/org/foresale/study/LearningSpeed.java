package org.foresale.study;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.foresale.evaluate.Spread;
import org.foresale.log.internal.Names;
import org.foresale.network.NetworkLearner;
import org.foresale.network.NetworkPredictor;
import org.foresale.network.TrainingListener;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How fast networks learn: each training on one thread, the networks in turn for each seed, and as many seeds side by
 * side as there are processors. Seconds are those of the clock, so that a busy machine slows all networks about alike.
 * Before, each trains for one epoch that does not count, while Java warms up.
 */
public final class LearningSpeed {

    /** Time is never the same twice; a ratio of times that moves by more than this says something else. */
    private static final double TIMING = .3;
    /** Epochs are counted, but a training may take another course on another processor. */
    private static final double COUNTING = .03;

    private final Map<String, List<NetworkPredictor>> trained;

    private LearningSpeed(Map<String, List<NetworkPredictor>> trained) {
        this.trained = trained;
    }

    /**
     * Trains networks on a cohort.
     *
     * @param cohort   the samples; the test is not looked at
     * @param learners the networks, each with a name of its own; their own listeners are not told, as several would be
     *                 told at once
     * @param seeds    how many seeds, from 1 on
     * @param listener is told of each seed with which all networks are trained; its runs hold no predictions
     * @return the measurements
     * @throws IllegalArgumentException if there is no network or seed, if a name comes twice, or as
     *     {@link NetworkLearner#fit} does
     * @throws CancellationException if the thread is interrupted
     */
    public static LearningSpeed measure(Cohort cohort, List<NetworkLearner> learners, int seeds,
            StudyListener listener) {
        if (learners.isEmpty() || seeds < 1
                || learners.stream().map(NetworkLearner::name).distinct().count() < learners.size()) {
            throw new IllegalArgumentException(seeds + " seeds of " + learners.stream().map(NetworkLearner::name)
                    .toList()
                    + ": at least one seed and one network, each with a name of its own");
        }
        for (NetworkLearner learner : learners) {
            learner.withEpochs(1).fit(cohort);
        }
        Map<Long, List<NetworkPredictor>> bySeed = new ConcurrentHashMap<>();
        Cells cells = new Cells();
        for (long seed = 1; seed <= seeds; seed++) {
            Cell cell = new Cell(cohort.target().name(), "", "all networks", seed);
            cells.add(cell, "", () -> {
                bySeed.put(cell.seed(), learners.stream().map(learner -> fit(learner.withSeed(cell.seed())
                        .withListener(TrainingListener.NONE), cohort)).toList());
                return Predictions.none();
            });
        }
        cells.fill(Runtime.getRuntime().availableProcessors(), Optional.empty(), listener);
        Map<String, List<NetworkPredictor>> trained = new LinkedHashMap<>();
        for (int i = 0; i < learners.size(); i++) {
            int place = i;
            trained.put(learners.get(i).name(), LongStream.rangeClosed(1, seeds)
                    .mapToObj(seed -> bySeed.get(seed).get(place)).toList());
        }
        return new LearningSpeed(trained);
    }

    private static NetworkPredictor fit(NetworkLearner learner, Cohort cohort) {
        NetworkPredictor predictor = learner.fit(cohort);
        if (predictor.ending() == TrainingListener.Ending.INTERRUPTED) {
            throw new CancellationException(learner.name() + " was interrupted while seed " + learner.seed()
                    + " was trained");
        }
        return predictor;
    }

    /**
     * Returns the course of the trainings, averaged over the seeds.
     *
     * @return one row an epoch and network, over the seeds that were trained so long: epoch; means of the seconds from
     *     the start of training, and of log loss and ROC AUC on validation; the network; and the lowest and the highest
     *     log loss and ROC AUC of the seeds, in columns such as "validation log loss, lowest"
     */
    public Table curves() {
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn seconds = DoubleColumn.create("seconds of training");
        StringColumn network = StringColumn.create("network");
        Table curves = Table.create("validation by epoch", epoch, seconds);
        Map<String, ToDoubleFunction<TrainingListener.Epoch>> figures = new LinkedHashMap<>();
        figures.put("validation log loss", TrainingListener.Epoch::validationLoss);
        figures.put("validation ROC AUC", TrainingListener.Epoch::validationRocAuc);
        figures.keySet().forEach(figure -> curves.addColumns(DoubleColumn.create(figure)));
        curves.addColumns(network);
        figures.keySet().forEach(figure -> curves.addColumns(DoubleColumn.create(figure + ", lowest"),
                DoubleColumn.create(figure + ", highest")));
        trained.forEach((name, seeds) -> {
            int epochs = seeds.stream().mapToInt(seed -> seed.epochs().size()).max().orElseThrow();
            for (int i = 0; i < epochs; i++) {
                int place = i;
                List<TrainingListener.Epoch> there = seeds.stream().filter(seed -> place < seed.epochs().size())
                        .map(seed -> seed.epochs().get(place)).toList();
                epoch.append(there.get(0).number());
                seconds.append(there.stream().mapToDouble(TrainingListener.Epoch::seconds).average().orElseThrow());
                network.append(name);
                figures.forEach((figure, of) -> {
                    DoubleSummaryStatistics all = there.stream().mapToDouble(of).summaryStatistics();
                    curves.doubleColumn(figure).append(all.getAverage());
                    curves.doubleColumn(figure + ", lowest").append(all.getMin());
                    curves.doubleColumn(figure + ", highest").append(all.getMax());
                });
            }
        });
        return curves;
    }

    /**
     * Tells how long each network takes until its validation loss is at or below a bound for the first time.
     *
     * @param loss the bound
     * @return one row a network: how many of its seeds get there, epochs and seconds of those that do (mean ± standard
     *     deviation), and the lowest loss of all its epochs
     */
    public Table reaching(double loss) {
        StringColumn network = StringColumn.create("network");
        StringColumn there = StringColumn.create("seeds that reach it");
        StringColumn epochs = StringColumn.create("epochs");
        StringColumn seconds = StringColumn.create("seconds");
        StringColumn lowest = StringColumn.create("lowest loss");
        trained.forEach((name, seeds) -> {
            List<TrainingListener.Epoch> reached = seeds.stream().flatMap(seed -> reached(seed, loss).stream())
                    .toList();
            network.append(name);
            there.append(reached.size() + " of " + seeds.size());
            epochs.append(spread(reached.stream().mapToDouble(TrainingListener.Epoch::number).toArray(), "%.1f"));
            seconds.append(spread(reached.stream().mapToDouble(TrainingListener.Epoch::seconds).toArray(), "%.2f"));
            lowest.append(Spread.of(seeds.stream().mapToDouble(LearningSpeed::lowest).toArray()).range());
        });
        return Table.create("until the validation loss is " + SpeedRatio.named(loss), network, there, epochs, seconds,
                lowest);
    }

    /**
     * Tells how long one network takes until its validation loss is at or below a bound, over how long another takes,
     * seed by seed.
     *
     * @param first  name of the network
     * @param second name of the network it is compared with
     * @param loss   the bound
     * @return the ratio of the seconds for each seed with which the first gets there, the lowest seed first; where the
     *     second never does, over the seconds of its whole training
     * @throws IllegalArgumentException if a network was not measured
     */
    public double[] ratios(String first, String second, double loss) {
        return ratio(first, second, loss, TrainingListener.Epoch::seconds).values();
    }

    private SpeedRatio ratio(String first, String second, double loss, ToDoubleFunction<TrainingListener.Epoch> cost) {
        List<NetworkPredictor> one = seeds(first);
        List<NetworkPredictor> other = seeds(second);
        int[] there = IntStream.range(0, one.size()).filter(seed -> reached(one.get(seed), loss).isPresent()).toArray();
        double[] values = IntStream.of(there).mapToDouble(seed -> cost.applyAsDouble(reached(one.get(seed), loss).get())
                / cost.applyAsDouble(reached(other.get(seed), loss).orElseGet(() -> last(other.get(seed))))).toArray();
        return new SpeedRatio(loss, values, one.size(),
                (int) IntStream.of(there).filter(seed -> reached(other.get(seed), loss).isEmpty()).count());
    }

    /** Whether both networks are there after the first epoch with every seed: then there is nothing to count. */
    private boolean isReachedAtOnce(String first, String second, double loss) {
        return Stream.of(first, second).flatMap(name -> seeds(name).stream())
                .allMatch(network -> reached(network, loss).filter(epoch -> epoch.number() == 1).isPresent());
    }

    /**
     * Tells how much of another network's training one network takes until some validation losses. A single bound may
     * be where one network happens to be lucky: give at least two.
     *
     * @param first  name of the network
     * @param second name of the network it is compared with
     * @param losses the bounds
     * @return one row a bound: the bound, with how many of the seeds the first network gets there, and the ratios of
     *     epochs and of seconds, each as geometric mean over these seeds with its interval of 95 % (Student 1908, of
     *     the logarithms) if they are at least 10. "At most" stands where the second never gets there with some, as its
     *     whole training counts then, and "both in the first" where there are no epochs to compare
     * @throws IllegalArgumentException if a network was not measured, if there is no bound, or if one is not above 0
     *     and finite
     */
    public Table compared(String first, String second, double... losses) {
        requireBounds(losses);
        Table table = Table.create(first + " over " + second, StringColumn.create("until the validation loss is"),
                StringColumn.create("seeds that reach it"),
                StringColumn.create("epochs, ratio, 95 %"),
                StringColumn.create("seconds, ratio, 95 %"));
        for (double loss : losses) {
            SpeedRatio seconds = ratio(first, second, loss, TrainingListener.Epoch::seconds);
            table.stringColumn(0).append(SpeedRatio.named(loss));
            table.stringColumn(1).append(seconds.there());
            table.stringColumn(2).append(isReachedAtOnce(first, second, loss) ? "both in the first"
                    : ratio(first, second, loss, TrainingListener.Epoch::number).words());
            table.stringColumn(3).append(seconds.words());
        }
        return table;
    }

    /**
     * Returns the ratios of seconds in sentences.
     *
     * @param first  name of the network
     * @param second name of the network it is compared with
     * @param losses the bounds on the validation loss
     * @return one line a bound, for example "To reach a validation loss of 0.60, “CNN + LSTM” takes 0.394 [0.351,
     *     0.437] of the time of “LSTM” (10 of 10 seeds)."
     * @throws IllegalArgumentException if a network was not measured, if there is no bound, or if one is not above 0
     *     and finite
     */
    public String verdict(String first, String second, double... losses) {
        requireBounds(losses);
        return DoubleStream.of(losses).mapToObj(loss -> {
            SpeedRatio ratio = ratio(first, second, loss, TrainingListener.Epoch::seconds);
            return ratio.values().length == 0
                    ? "With none of " + ratio.seeds() + (ratio.seeds() == 1 ? " seed, " : " seeds, ")
                            + Names.quoted(first) + " reaches a validation loss of " + SpeedRatio.named(loss) + "."
                    : "To reach a validation loss of " + SpeedRatio.named(loss) + ", " + Names.quoted(first) + " takes "
                            + ratio.words() + " of the time of " + Names.quoted(second) + " (" + ratio.there()
                            + " seeds).";
        }).collect(Collectors.joining("\n"));
    }

    private static void requireBounds(double[] losses) {
        if (losses.length == 0) {
            throw new IllegalArgumentException("a ratio needs a bound on the validation loss: give at least one");
        }
        for (double loss : losses) {
            if (!(loss > 0 && loss < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a bound on the validation loss is above 0 and finite, not " + loss);
            }
        }
    }

    /**
     * Adds to results how much of another network's training one network takes.
     *
     * @param results the results
     * @param events  what the networks read, such as "lines"
     * @param first   name of the network
     * @param second  name of the network it is compared with
     * @param losses  the bounds on the validation loss
     * @return the new results, with the ratios "events / seconds, ratio until 0.60" and "events / epochs, ratio until
     *     0.60" as geometric mean over the seeds that get the first network there, how many these are, of how many,
     *     with how many the second never gets there ("censored"), and their interval of 95 % if they are at least 10;
     *     with no figure if there is no such seed, and with none of epochs if all are there after the first
     * @throws IllegalArgumentException if a network was not measured, if there is no bound, or if one is not above 0
     *     and finite
     */
    public Results addTo(Results results, String events, String first, String second, double... losses) {
        requireBounds(losses);
        Results more = results;
        for (double loss : losses) {
            SpeedRatio seconds = ratio(first, second, loss, TrainingListener.Epoch::seconds);
            if (seconds.values().length > 0) {
                String until = ", ratio until " + SpeedRatio.named(loss);
                more = more.with(events + " / seconds" + until, seconds.figure(TIMING));
                if (!isReachedAtOnce(first, second, loss)) {
                    more = more.with(events + " / epochs" + until,
                            ratio(first, second, loss, TrainingListener.Epoch::number).figure(COUNTING));
                }
            }
        }
        return more;
    }

    /**
     * Returns the size of each network and the time of its epochs.
     *
     * @return one row a network: weights, and seconds an epoch on average over all epochs and seeds
     */
    public Table epochs() {
        return Table.create("epochs", StringColumn.create("network", trained.keySet()),
                IntColumn.create("weights", trained.values().stream()
                        .mapToInt(seeds -> (int) seeds.get(0).parameters()).toArray()),
                DoubleColumn.create("seconds an epoch", trained.values().stream()
                        .mapToDouble(seeds -> seeds.stream().mapToDouble(LearningSpeed::secondsAnEpoch).average()
                                .orElseThrow()).toArray()));
    }

    private static double secondsAnEpoch(NetworkPredictor network) {
        return last(network).seconds() / last(network).number();
    }

    private List<NetworkPredictor> seeds(String name) {
        if (!trained.containsKey(name)) {
            throw new IllegalArgumentException("\"" + name + "\" was not measured, but " + trained.keySet());
        }
        return trained.get(name);
    }

    /** The first epoch at or below the loss. */
    private static Optional<TrainingListener.Epoch> reached(NetworkPredictor network, double loss) {
        return network.epochs().stream().filter(epoch -> epoch.validationLoss() <= loss).findFirst();
    }

    private static TrainingListener.Epoch last(NetworkPredictor network) {
        return network.epochs().get(network.epochs().size() - 1);
    }

    private static double lowest(NetworkPredictor network) {
        return network.epochs().stream().mapToDouble(TrainingListener.Epoch::validationLoss).min().orElseThrow();
    }

    private static String spread(double[] values, String format) {
        if (values.length == 0) {
            return "";
        }
        Spread spread = Spread.of(values);
        return values.length == 1 ? String.format(Locale.ROOT, format, spread.mean())
                : String.format(Locale.ROOT, format + " ± " + format, spread.mean(), spread.sd());
    }

    @Override
    public String toString() {
        return "Learning speed of " + String.join(", ", trained.keySet());
    }
}
