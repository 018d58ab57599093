package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.PurchaseLog;

/** Samples that no protocol gives. */
public final class TestSamples {

    private TestSamples() {
    }

    public static Samples withLabel(Samples samples, boolean label) {
        return samples.only(IntStream.range(0, samples.size()).mapToObj(samples::get)
                .filter(sample -> sample.label() == label).toList());
    }

    /** The same users and cuts with the opposite answers. */
    public static Samples flipped(Samples samples) {
        return samples.only(IntStream.range(0, samples.size()).mapToObj(samples::get)
                .map(s -> new Sample(s.user(), s.cut(), !s.label(), s.split(), s.shift())).toList());
    }

    /** The same samples and name, but with a target of other classes. */
    public static Cohort ofTarget(Cohort cohort, Target target) {
        Map<Split, Cohort.Eligible> eligible = Stream.of(Split.values())
                .collect(Collectors.toMap(split -> split, cohort::eligible));
        return new Cohort(cohort.name(), target, target.in(cohort.log().taxonomy()), cohort.log(),
                CohortChecks.all(cohort), eligible, cohort.funnel());
    }

    /** The same samples and one more: an other of the test, who is in training as well. */
    public static Cohort leaking(Cohort cohort) {
        List<Sample> all = new ArrayList<>(CohortChecks.all(cohort));
        Sample other = withLabel(cohort.test(), false).get(0);
        all.add(new Sample(other.user(), other.cut(), false, Split.TRAIN, other.shift()));
        return cohort.with("one tested in training", all);
    }

    /** The same users and cuts with answers that depend on the user alone. */
    public static Cohort answered(Cohort cohort, Predicate<String> label) {
        return cohort.with("answered anew", CohortChecks.all(cohort).stream().map(s -> new Sample(s.user(), s.cut(),
                label.test(cohort.log().userId(s.user())), s.split(), s.shift())).toList());
    }

    /** The same users and cuts, some with the opposite answers. */
    public static Samples flipped(Samples samples, IntPredicate which) {
        return relabelled(samples, i -> samples.get(i).label() != which.test(i));
    }

    /** The same users and cuts with other answers. */
    public static Samples relabelled(Samples samples, IntPredicate label) {
        return samples.only(IntStream.range(0, samples.size()).mapToObj(i -> new Sample(samples.get(i).user(),
                samples.get(i).cut(), label.test(i), samples.get(i).split(), samples.get(i).shift())).toList());
    }

    /** The same users and cuts with each other's answers, as many as before of each; one sample a user. */
    public static Samples shuffled(Samples samples, long seed) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, samples.size()).boxed().toList());
        Collections.shuffle(places, new Random(seed));
        return relabelled(samples, i -> samples.get(places.get(i)).label());
    }

    public static Samples first(Samples samples, int count) {
        return samples.only(IntStream.range(0, count).mapToObj(samples::get).toList());
    }

    public static Samples none(Samples samples) {
        return samples.only(List.of());
    }

    /** The same users, cuts and answers as in another log, by their ids. */
    public static Samples like(Samples ofLog, Samples samples, PurchaseLog other, PurchaseLog log) {
        return ofLog.only(IntStream.range(0, samples.size()).mapToObj(samples::get)
                .map(s -> new Sample(log.findUser(other.userId(s.user())).orElseThrow(), s.cut(), s.label(), s.split(),
                        s.shift())).toList());
    }
}
