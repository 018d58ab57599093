package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.data.SimulatedLog;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;

/** The benchmark of scoring: how many users a second a saved model scores, their log in memory. */
final class Scoring {

    private static final int ROUNDS = 100;

    private Scoring() {
    }

    /**
     * Users a second of one learner's model.
     *
     * @param learner   the learner
     * @param users     users scored each time
     * @param perSecond users a second, time by time
     */
    record Scored(String learner, int users, List<Double> perSecond) {

        double median() {
            return perSecond.stream().sorted().toList().get(perSecond.size() / 2);
        }
    }

    /**
     * Runs.
     *
     * @param arguments the folder for the results; one for the models, which whoever starts this removes; how many
     *                  times all users are scored; how many users there are; how many others the models are trained on
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path scratch = Path.of(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        Target target = Target.of("target", Level.SECOND, SimulatedLog.TARGET);
        Cohort cohort = Snapshot.of(target).cohort(SimulatedLog.of(1, Integer.parseInt(arguments[4])).log());
        PurchaseLog log = SimulatedLog.of(2, Integer.parseInt(arguments[3])).log();
        LocalDate day = log.date(log.days() - 1).plusDays(1);
        Samples everybody = Samples.everybody(log, target, log.days());
        System.out.printf("%n%,d users with %.0f shopping days and %.0f lines each, one thread%n", log.users(),
                IntStream.range(0, everybody.size()).map(i -> everybody.history(i).shoppingDays()).average().orElse(0),
                (double) log.lines() / log.users());
        System.out.printf("  %-20s %16s %16s %16s%n", "users a second", "median", "least", "most");
        List<Scored> results = new ArrayList<>();
        NetworkLearner network = NetworkLearner.of(Architecture.cnnLstm()).withEpochs(1);
        for (Learner learner : List.of(network, network.with(Architecture.lstm()), network.with(Architecture.cnn()),
                network.with(Architecture.noSequence()), BoostedTreesLearner.withDefaults().withRounds(ROUNDS),
                new LogisticLearner())) {
            Path file = scratch.resolve("model.zip");
            PurchaseModel.fit(cohort, learner).write(file);
            PurchaseModel model = PurchaseModel.read(file);
            Files.delete(file);
            results.add(new Scored(learner.name(), log.users(), Arrays.stream(times(model, log, day, repeats))
                    .map(seconds -> log.users() / seconds).boxed().toList()));
            print(results.get(results.size() - 1));
        }
        Path file = folder.resolve("scoring.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), results);
        System.out.println("\nall figures: " + file);
    }

    private static double[] times(PurchaseModel model, PurchaseLog log, LocalDate day, int repeats) {
        double[] seconds = new double[repeats];
        // The first time warms up.
        for (int i = -1; i < repeats; i++) {
            long start = System.nanoTime();
            model.score(log, day);
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        return seconds;
    }

    private static void print(Scored scored) {
        System.out.printf("  %-20s %,16.0f %,16.0f %,16.0f%n", scored.learner(), scored.median(),
                scored.perSecond().stream().mapToDouble(Double::doubleValue).min().orElse(0),
                scored.perSecond().stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }
}
