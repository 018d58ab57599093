package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryLearnerChecks;
import org.foresale.network.Architecture.Kind;
import org.junit.jupiter.api.Test;

/** Networks keep to what all learners of every category do. */
class CategoryNetworksTest extends CategoryLearnerChecks {

    private static final List<CategoryLearner> LEARNERS = List.of(
            small(Kind.LSTM).withHabits(0), small(Kind.CNN), small(Kind.CNN_LSTM), small(Kind.NO_SEQUENCE).withHabits(1),
            weighted(small(Kind.LSTM)), small(Kind.LSTM).habitsAlone(),
            CategoryLearner.blend(small(Kind.CNN), CategoryLearner.logistic()));

    private static CategoryNetworkLearner small(Kind kind) {
        return CategoryNetworkLearner.of(NetworkLearner.of(new Architecture(kind, 4, 4, 3, 2, 5, .2))
                .withEvents(EventKind.DAYS, 8).withEpochs(2));
    }

    private static CategoryNetworkLearner weighted(CategoryNetworkLearner learner) {
        return learner.withNetwork(learner.network().withPlan(learner.network().plan().withClassWeights()));
    }

    @Override
    protected Stream<CategoryLearner> learners() {
        return LEARNERS.stream();
    }

    @Test
    void namesTellWhatIsOutOfTheOrdinary() {
        assertThat(small(Kind.LSTM).name()).isEqualTo("LSTM");
        assertThat(small(Kind.LSTM).withHabits(0).name()).isEqualTo("LSTM, no habits");
        assertThat(weighted(small(Kind.CNN)).name()).isEqualTo("CNN, class weights");
        assertThat(CategoryNetworkLearner.of(Kind.CNN_LSTM).name()).isEqualTo("CNN + LSTM");
        assertThat(CategoryNetworkLearner.of(Kind.LSTM).with(Kind.CNN_LSTM))
                .isEqualTo(CategoryNetworkLearner.of(Kind.CNN_LSTM));
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> small(Kind.LSTM).withHabits(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> small(Kind.LSTM).withHabits(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> CategoryNetworkLearner.of(NetworkLearner.of(Architecture.lstm()).withRichInputs()))
                .hasMessageContaining("withRichInputs");
    }
}
