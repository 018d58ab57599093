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
 * Describes a question of a study, with a single split or, if cross-fitted, with one part for each fold of the users
 * and each test day.
 *
 * @param name  short name for tables and charts
 * @param parts samples of each part; no user is a test user of two folds
 */
public record Task(String name, List<TaskPart> parts) {

    /**
     * Checks the name and the parts.
     *
     * @throws IllegalArgumentException if the name is blank, if there is no part, if two parts have the same name, if
     *     only some parts have a population, or if a user is a test user of two folds, or twice of one fold on the same
     *     day
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
     * Returns a task with a single split and without a population.
     *
     * @param name   short name for tables and charts
     * @param cohort samples of the task
     * @return the task
     * @throws IllegalArgumentException if the name is blank
     */
    public static Task of(String name, Cohort cohort) {
        return new Task(name, List.of(new TaskPart("", 0, cohort, Optional.empty(), List.of())));
    }

    /**
     * Returns a snapshot task with a single split: its samples are balanced 1:1, and its population is all active users
     * of the test day.
     *
     * @param name     short name for tables and charts
     * @param question the question
     * @param log      the log
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if the log is not suitable for the question
     */
    public static Task of(String name, Snapshot question, PurchaseLog log) {
        return of(name, question.cohort(log)).withPopulation(question.withAllActiveUsers().cohort(log).test());
    }

    /**
     * Returns a cross-fitted task with a part for each fold of the users and each test day. For a snapshot, the
     * population of each part is all active users of the test day.
     *
     * @param name     short name for tables and charts
     * @param question the cross-fitted question
     * @param log      the log
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if the log is not suitable for a part of the question
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
     * Returns a copy of this task with a population to test on in addition.
     *
     * @param samples the population
     * @return the new task
     * @throws IllegalArgumentException if it is null, or if one of its users is in training or validation
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
     * Returns a copy of this task with additional learners for each part, besides those of a study.
     *
     * @param own returns the learners of a part; their names are the same in all parts
     * @return the new task
     * @throws IllegalArgumentException if the names differ
     */
    public Task withLearners(Function<TaskPart, List<Learner>> own) {
        return new Task(name, parts.stream().map(part -> part.withLearners(own.apply(part))).toList());
    }

    /**
     * Returns a copy of this task with a learner for each part that is trained on more non-buyers than the task's
     * samples have, such as all active users of the training days. It is named after the learner, with ", more others"
     * appended, and tested like all learners.
     *
     * @param learner the learner; as non-buyers outnumber buyers, it should use class weights
     * @param wider   cohorts of the same question with more non-buyers, part by part, with the same split of the users
     * @return the new task
     * @throws IllegalArgumentException if their number is not that of the parts, if they lack a buyer of their part on
     *     its day, as happens with another target or day, or if a user of a part is in another split of them
     */
    public Task withMoreOthers(Learner learner, List<Cohort> wider) {
        if (wider.size() != parts.size()) {
            throw new IllegalArgumentException("the task " + name + " has " + parts.size() + " parts, but more"
                    + " non-buyers for " + wider.size() + ": make both with the same folds and days");
        }
        IntStream.range(0, parts.size())
                .forEach(i -> WiderTraining.requireSameQuestion(name, parts.get(i), wider.get(i)));
        return withLearners(part -> List.of(WiderTraining.of(learner, wider.get(parts.indexOf(part)))));
    }

    /**
     * Returns the samples of a task with a single split.
     *
     * @return the cohort
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
