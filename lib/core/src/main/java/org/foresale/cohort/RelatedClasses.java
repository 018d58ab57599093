package org.foresale.cohort;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Finds the third-level classes that are bought by the same users as a target, from training users only.
 *
 * <p>Frequent shoppers buy more of everything, so lift and phi are large for any two classes that only they buy. The
 * stratified lift is not: it compares the number of users who buy both with the number expected if the two were bought
 * independently within each bin of similar activity (the indirect standardisation of epidemiology: Breslow and Day
 * 1987).
 */
public final class RelatedClasses {

    private final Taxonomy taxonomy;
    private final BitSet target;
    private final List<Relation> relations;

    /**
     * Measures the association of a class with a target among N users, of whom c buy the class, t the target and ct
     * both.
     *
     * @param thirdClass     code of the class
     * @param users          users who buy the class: c
     * @param support        users who buy both: ct
     * @param lift           ct N / (c t), the interest of Brin, Motwani and Silverstein (1997); 0 if no user buys both
     * @param stratifiedLift ct divided by the sum of c t / N over the bins of activity; 0 if no user buys both
     * @param phi            (N ct - c t) / sqrt(c t (N - c) (N - t)) (Yule 1912), -1 to 1; 0 where it is undefined
     * @param chosen         whether the class is related by the rule
     */
    public record Relation(int thirdClass, int users, int support, double lift, double stratifiedLift, double phi,
            boolean chosen) {
    }

    private RelatedClasses(Taxonomy taxonomy, BitSet target, List<Relation> relations) {
        this.taxonomy = taxonomy;
        this.target = target;
        this.relations = List.copyOf(relations);
    }

    /**
     * Returns the related classes of a target, from all days of a log's training users.
     *
     * @param log    the log
     * @param target the target
     * @param split  the split of the users
     * @param rule   when a class counts as related
     * @return the related classes
     * @throws IllegalArgumentException if the log lacks a class of the target, if it has no training user, or if none
     *     of them buys the target
     */
    public static RelatedClasses of(PurchaseLog log, Target target, UserSplit split, Rule rule) {
        return of(Users.of(log, split), target, log.days(), rule);
    }

    /** From the training users' days before an end. */
    static RelatedClasses of(Users log, Target target, int end, Rule rule) {
        Taxonomy taxonomy = log.frame().taxonomy();
        BitSet targetClasses = target.in(taxonomy);
        ActivityRule activity = new ActivityRule(Math.min(end, log.frame().days()));
        int[] active = log.ask(activity).counters();
        int users = activity.active(active);
        if (users == 0) {
            throw new IllegalArgumentException(log.frame().name() + " has " + activity.users(active) + " users, but"
                    + " none of them is a training user before day " + end + ": a log of more users is needed");
        }
        RelationRule counted = new RelationRule(activity.end(), targetClasses, activity.edges(active, rule.bins()),
                taxonomy.size(Level.THIRD));
        int[] counters = log.ask(counted).counters();
        if (IntStream.range(0, counted.bins()).map(bin -> counted.targetBuyers(counters, bin)).sum() == 0) {
            throw new IllegalArgumentException("none of " + users + " training users of " + log.frame().name()
                    + " buys the target \"" + target.name() + "\": choose classes that are bought, or a longer log");
        }
        return new RelatedClasses(taxonomy, targetClasses, IntStream.range(0, counted.classes())
                .filter(third -> !targetClasses.get(third))
                .mapToObj(third -> relation(third, counted, counters, rule)).toList());
    }

    private static Relation relation(int third, RelationRule counted, int[] counters, Rule rule) {
        double c = 0;
        double t = 0;
        double n = 0;
        double ct = 0;
        double expected = 0;
        for (int bin = 0; bin < counted.bins(); bin++) {
            int buyers = counted.buyers(counters, bin, third);
            int targetBuyers = counted.targetBuyers(counters, bin);
            int all = counted.all(counters, bin);
            c += buyers;
            t += targetBuyers;
            n += all;
            ct += counted.both(counters, bin, third);
            expected += all == 0 ? 0 : (double) buyers * targetBuyers / all;
        }
        double lift = ct == 0 ? 0 : ct * n / (c * t);
        double stratified = ct == 0 ? 0 : ct / expected;
        double spread = c * t * (n - c) * (n - t);
        double phi = spread == 0 ? 0 : (n * ct - c * t) / Math.sqrt(spread);
        return new Relation(third, (int) c, (int) ct, lift, stratified, phi, rule.holds(phi, stratified, (int) ct));
    }

    /**
     * Returns the target's classes and the related ones.
     *
     * @return codes of third-level classes
     */
    public BitSet withTarget() {
        BitSet classes = (BitSet) target.clone();
        relations.stream().filter(Relation::chosen).forEach(relation -> classes.set(relation.thirdClass()));
        return classes;
    }

    /**
     * Returns the association of every class with the target, except the target's own classes.
     *
     * @return one entry per class of the log, in the order of the codes
     */
    public List<Relation> relations() {
        return relations;
    }

    /**
     * Returns the classes that at least one user buys as well as the target, as a table.
     *
     * @return one row per class, sorted by phi, largest first: its path, users, users who buy both, lift, stratified
     *     lift, phi, and whether it is related by the rule
     */
    public Table table() {
        StringColumn path = StringColumn.create("class");
        IntColumn users = IntColumn.create("users");
        IntColumn support = IntColumn.create("support");
        DoubleColumn lift = DoubleColumn.create("lift");
        DoubleColumn stratified = DoubleColumn.create("lift at like activity");
        DoubleColumn phi = DoubleColumn.create("phi");
        StringColumn rule = StringColumn.create("by the rule");
        for (Relation relation : relations) {
            if (relation.support() > 0) {
                path.append(taxonomy.path(Level.THIRD, relation.thirdClass()));
                users.append(relation.users());
                support.append(relation.support());
                lift.append(relation.lift());
                stratified.append(relation.stratifiedLift());
                phi.append(relation.phi());
                rule.append(relation.chosen() ? "related" : "not related");
            }
        }
        return Table.create("related classes", path, users, support, lift, stratified, phi, rule)
                .sortDescendingOn("phi");
    }

    /**
     * Decides when a class counts as closely related to a target.
     *
     * @param phi     minimum phi coefficient, -1 to 1
     * @param lift    minimum stratified lift, 0 or more
     * @param support minimum number of users who buy both, at least 1
     * @param bins    number of bins of activity, at least 1
     */
    public record Rule(double phi, double lift, int support, int bins) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one of them is out of range
         */
        public Rule {
            if (!(phi >= -1 && phi <= 1) || !(lift >= 0) || support < 1 || bins < 1) {
                throw new IllegalArgumentException("a phi of " + phi + ", a lift of " + lift + ", a support of "
                        + support + " and " + bins + " bins: phi is between -1 and 1, lift not below 0, support and"
                        + " bins at least 1");
            }
        }

        /**
         * Returns the default rule: a phi of at least 0.2, a stratified lift of at least 2 with five bins of shopping
         * days, and at least 30 users who buy both.
         *
         * @return the rule
         */
        public static Rule withDefaults() {
            return new Rule(.2, 2, 30, 5);
        }

        boolean holds(double ofPhi, double ofLift, int ofSupport) {
            return ofPhi >= phi && ofLift >= lift && ofSupport >= support;
        }
    }

    @Override
    public String toString() {
        return relations.stream().filter(Relation::chosen).count() + " of " + relations.size() + " classes are related";
    }
}
