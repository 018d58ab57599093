package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Sample;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Selection;
import org.foresale.cohort.Split;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.QualityReport;

/** What one engine says beside what the other says, user by user and sample by sample. */
final class Compared {

    private Compared() {
    }

    static void sameLines(PurchaseLog spark, int user, PurchaseLog local) {
        History its = spark.history(user);
        History own = local.history(local.findUser(spark.userId(user)).orElseThrow());
        assertThat(lines(spark, its)).as(spark.userId(user)).isEqualTo(lines(local, own));
    }

    private static List<List<Object>> lines(PurchaseLog log, History history) {
        List<List<Object>> lines = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            lines.add(List.of(log.date(history.day(i)), history.second(i),
                    history.basket(i) < 0 ? "" : log.basketId(history.basket(i)), log.productId(history.product(i)),
                    history.thirdClass(i), log.taxonomy().path(Level.THIRD, history.thirdClass(i)),
                    history.quantity(i), history.value(i)));
        }
        return lines;
    }

    static void sameQuality(QualityReport spark, QualityReport local) {
        assertThat(spark.read()).isEqualTo(local.read());
        assertThat(spark.kept()).isEqualTo(local.kept());
        for (QualityReport.Reason reason : QualityReport.Reason.values()) {
            assertThat(spark.dropped(reason)).as(reason.text()).isEqualTo(local.dropped(reason));
        }
        assertThat(remarks(spark)).isEqualTo(remarks(local));
    }

    /** How many lines each remark is about. */
    private static Map<String, Long> remarks(QualityReport quality) {
        return quality.remarks().stream().collect(Collectors.toMap(QualityReport.Remark::text,
                QualityReport.Remark::lines, Long::sum));
    }

    /** User, cut, label and split of each sample, in order. */
    static void sameSamples(Selection spark, Cohort local) {
        assertThat(spark.samples().stream().<List<Object>>map(chosen -> List.of(chosen.userId(),
                chosen.sample().cut(), chosen.sample().label(), chosen.sample().split())).toList())
                        .isEqualTo(Stream.of(Split.values()).flatMap(split -> samples(local, split).stream()).toList());
        assertThat(spark.funnel()).isEqualTo(local.funnel());
        assertThat(spark.name()).isEqualTo(local.name());
        assertThat(spark.target()).isEqualTo(local.target());
    }

    private static List<List<Object>> samples(Cohort cohort, Split split) {
        List<List<Object>> all = new ArrayList<>();
        Samples samples = cohort.samples(split);
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            all.add(List.of(samples.userId(i), sample.cut(), sample.label(), sample.split()));
        }
        return all;
    }

    /** All that a learner, or a reader, may know of two cohorts. */
    static void sameCohort(Cohort spark, Cohort local) {
        for (Split split : Split.values()) {
            assertThat(samples(spark, split)).isEqualTo(samples(local, split));
            assertThat(spark.baseRate(split)).isEqualTo(local.baseRate(split));
            for (int i = 0; i < local.samples(split).size(); i++) {
                assertThat(seen(spark.samples(split), i)).isEqualTo(seen(local.samples(split), i));
            }
        }
        assertThat(spark.funnel()).isEqualTo(local.funnel());
        assertThat(spark.name()).isEqualTo(local.name());
        assertThat(spark.target()).isEqualTo(local.target());
        assertThat(spark.sentinel()).isEqualTo(local.sentinel());
        assertThat(spark.train().hasTimeOfDay()).isEqualTo(local.train().hasTimeOfDay());
        assertThat(spark.train().taxonomy().levelNames()).isEqualTo(local.train().taxonomy().levelNames());
    }

    private static List<List<Object>> seen(Samples samples, int i) {
        List<List<Object>> lines = new ArrayList<>();
        History history = samples.history(i);
        for (int line = 0; line < history.size(); line++) {
            lines.add(List.of(history.day(line), history.second(line),
                    samples.taxonomy().path(Level.THIRD, history.thirdClass(line)),
                    samples.isTarget(history.thirdClass(line)), history.quantity(line), history.value(line)));
        }
        return lines;
    }
}
