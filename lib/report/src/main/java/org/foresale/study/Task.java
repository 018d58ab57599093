package org.foresale.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.learn.Learner;
import org.foresale.log.PurchaseLog;

/**
 * A question of a study, asked once or, cross-fitted, once for each fold of the users and each test day.
 *
 * @param name  short, for tables and charts
 * @param parts its samples, each time it is asked; no user is in the tests of two folds
 */
public record Task(String name, List<TaskPart> parts) {

    /**
     * Checks the name and the parts.
     *
     * @throws IllegalArgumentException if the name is blank, if there is no part, if two have the same name, if some
     *     have a population and others have not, or if a user is in the tests of two folds or twice in those of one on
     *     the same day
     */
    public Task {
        parts = List.copyOf(parts);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a task needs a name, but it is blank");
        }
        if (parts.isEmpty() || parts.stream().map(TaskPart::name).distinct().count() < parts.size()) {
            throw new IllegalArgumentException("the task " + name + " needs parts with a name each, not "
                    + parts.stream().map(TaskPart::name).toList());
        }
        if (parts.stream().map(part -> part.population().isPresent()).distinct().count() > 1) {
            throw new IllegalArgumentException("some parts of the task " + name + " have a population, others have not:"
                    + " give each one, or none");
        }
        List<List<String>> own = parts.stream().map(part -> part.learners().stream().map(Learner::name).toList())
                .distinct().toList();
        if (own.size() > 1) {
            throw new IllegalArgumentException("the parts of the task " + name + " have learners of their own: " + own
                    + ". Give each part learners of the same names.");
        }
        requireTestedOnce(name, parts, parts.stream().map(part -> part.cohort().test()).toList());
        if (parts.get(0).population().isPresent()) {
            requireTestedOnce(name, parts, parts.stream().map(part -> part.population().get()).toList());
        }
    }

    private static void requireTestedOnce(String name, List<TaskPart> parts, List<Samples> tested) {
        Map<String, TaskPart> partOf = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            Samples samples = tested.get(i);
            Set<String> here = new HashSet<>();
            for (int k = 0; k < samples.size(); k++) {
                TaskPart first = partOf.putIfAbsent(samples.userId(k), parts.get(i));
                if (first != null && first.fold() != parts.get(i).fold()) {
                    throw new IllegalArgumentException("the user " + samples.userId(k) + " is in two tests of " + name
                            + ": " + first.name() + " and " + parts.get(i).name() + ". Take the folds of one split, as"
                            + " CrossFit does.");
                }
                here.add(samples.get(k).cut() + " " + samples.userId(k));
            }
            for (String sample : here) {
                if (!seen.add(sample)) {
                    throw new IllegalArgumentException("the user and day \"" + sample + "\" are tested twice in "
                            + parts.get(i).name() + " and before it, of " + name + ": each part needs a fold or a test"
                            + " day of its own");
                }
            }
        }
    }

    /**
     * Returns a question that is asked once, without a population.
     *
     * @param name   short, for tables and charts
     * @param cohort its samples
     * @return the task
     * @throws IllegalArgumentException if the name is blank
     */
    public static Task of(String name, Cohort cohort) {
        return new Task(name, List.of(new TaskPart("", 0, cohort, Optional.empty(), List.of())));
    }

    /**
     * Returns a snapshot question that is asked once: its samples, 1:1, and as population all active users of the test
     * day.
     *
     * @param name     short, for tables and charts
     * @param question the question
     * @param log      the log
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if the log does not suit the question
     */
    public static Task of(String name, Snapshot question, PurchaseLog log) {
        return of(name, question.cohort(log)).withPopulation(question.withAllActiveUsers().cohort(log).test());
    }

    /**
     * Returns a question that is asked of each fold of the users and each test day; of a snapshot with all active users
     * of the test day as population of each part.
     *
     * @param name     short, for tables and charts
     * @param question the cross-fitted question
     * @param log      the log
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if the log does not suit a part of the question
     */
    public static Task of(String name, CrossFit question, PurchaseLog log) {
        List<CrossFit.Part> asked = question.parts();
        List<Cohort> cohorts = question.cohorts(log);
        List<Samples> populations = question.question() instanceof Snapshot ? question.activeUsers(log) : List.of();
        List<TaskPart> parts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            parts.add(new TaskPart(asked.get(i).name(), asked.get(i).fold(), cohorts.get(i),
                    populations.isEmpty() ? Optional.empty() : Optional.of(populations.get(i)), List.of()));
        }
        return new Task(name, parts);
    }

    /**
     * Returns a copy of this task with a population to test on as well.
     *
     * @param samples the population
     * @return the new task
     * @throws IllegalArgumentException if it is null, or if one of their users is trained or validated on
     * @throws IllegalStateException    if the task has several parts
     */
    public Task withPopulation(Samples samples) {
        if (samples == null) {
            throw new IllegalArgumentException("the population of " + name + " is null: give samples, such as the test"
                    + " of Snapshot.withAllActiveUsers()");
        }
        TaskPart part = onlyPart();
        return new Task(name, List.of(new TaskPart(part.name(), part.fold(), part.cohort(), Optional.of(samples),
                part.learners())));
    }

    /**
     * Gives each part more learners of its own, beside those of a study.
     *
     * @param own the learners of a part; in all parts of the same names
     * @return the new task
     * @throws IllegalArgumentException if the names differ
     */
    public Task withLearners(Function<TaskPart, List<Learner>> own) {
        return new Task(name, parts.stream().map(part -> part.withLearners(own.apply(part))).toList());
    }

    /**
     * Gives each part a learner that is trained on more others than the task's samples hold, such as all active users
     * of the training days. It is called as the learner is, ", more others", and tested as all learners are.
     *
     * @param learner the learner; as others outnumber buyers, it should have class weights
     * @param wider   the same question with more others, part by part, with the same split of the users
     * @return the new task
     * @throws IllegalArgumentException if there are not as many of them as parts, if they lack a buyer of their part at
     *     its day, as those of another target or day do, or if a user of a part is in another split of them
     */
    public Task withMoreOthers(Learner learner, List<Cohort> wider) {
        if (wider.size() != parts.size()) {
            throw new IllegalArgumentException("the task " + name + " has " + parts.size() + " parts, but more others"
                    + " for " + wider.size() + ": ask both with the same folds and days");
        }
        IntStream.range(0, parts.size())
                .forEach(i -> WiderTraining.requireSameQuestion(name, parts.get(i), wider.get(i)));
        return withLearners(part -> List.of(WiderTraining.of(learner, wider.get(parts.indexOf(part)))));
    }

    /**
     * Returns the samples of a question that is asked once.
     *
     * @return its cohort
     * @throws IllegalStateException if the task has several parts
     */
    public Cohort cohort() {
        return onlyPart().cohort();
    }

    private TaskPart onlyPart() {
        if (parts.size() > 1) {
            throw new IllegalStateException("the task " + name + " is cross-fitted: it has " + parts.size()
                    + " parts with a cohort each. Ask for its parts, or take the task of a single split.");
        }
        return parts.get(0);
    }

    /** The samples of a split, part by part. */
    List<Samples> samples(Split split) {
        return parts.stream().map(part -> part.cohort().samples(split)).toList();
    }

    /** The populations, part by part; empty if there are none. */
    List<Samples> populations() {
        return parts.stream().flatMap(part -> part.population().stream()).toList();
    }

    /** How many samples there are before each part's, and at last in all parts. */
    static int[] offsets(List<Samples> parts) {
        int[] offsets = new int[parts.size() + 1];
        IntStream.range(0, parts.size()).forEach(i -> offsets[i + 1] = offsets[i] + parts.get(i).size());
        return offsets;
    }
}
