package org.foresale.study;

import java.nio.file.Path;
import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.log.Level;
import org.foresale.network.Architecture;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.NetworkLearner;

/** A study of 24 runs that another process may kill; a program of its own. */
final class KilledStudy {

    static final int RUNS = 24;

    private KilledStudy() {
    }

    static ShiftStudy study(Path folder) {
        return ShiftStudy.of(
                List.of(Task.of("task", Snapshot.of(Target.of("x", Level.SECOND, "X"))
                        .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 200)))),
                List.of(BoostedTreesLearner.withDefaults().withRounds(40),
                        NetworkLearner.of(new Architecture(Kind.LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(3)), 4)
                .withTraining(List.of(Shift.by(0), Shift.by(0, 1), Shift.by(0, 1, 2))).withTested(0, 1)
                .withCheckpoints(folder);
    }

    /** Runs the study in a folder and writes the results to a file. */
    public static void main(String[] arguments) {
        study(Path.of(arguments[0])).run((done, all, run) -> System.out.println(done))
                .results("killed").write(Path.of(arguments[1]));
    }
}
