package org.foresale.network;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LearnerChecks;
import org.foresale.network.Architecture.Kind;
import org.junit.jupiter.api.Tag;

/** Networks of every kind, and blends with them, keep to what all learners do. */
@Tag("slow")
class NetworkLearnersTest extends LearnerChecks {

    private static final List<Learner> LEARNERS = all();

    @Override
    protected Stream<Learner> learners() {
        return LEARNERS.stream();
    }

    private static List<Learner> all() {
        NetworkLearner network = NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 8, 8, 3, 2, 8, 0.2)).withEpochs(2);
        return Stream.<Learner>concat(Stream.of(Kind.values())
                .map(kind -> network.with(network.architecture().with(kind))),
                Stream.of(network.withEvents(EventKind.LINES, 30).withPlan(network.plan().withClassWeights()),
                        network.withRichInputs(), network.withRichInputs().withEvents(EventKind.LINES, 30)
                        .withEpochs(1), Blend.of(BoostedTreesLearner.withDefaults().withRounds(5), network))).toList();
    }
}
