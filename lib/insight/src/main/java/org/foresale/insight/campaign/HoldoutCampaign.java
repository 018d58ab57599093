package org.foresale.insight.campaign;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.insight.audience.Audience;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.NewFolder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A campaign with a randomised holdout: users of an audience, some of whom are drawn at random and not addressed, so
 * that {@link CampaignEffect} can tell afterwards what the campaign changed.
 *
 * <p>Without such a holdout, no later analysis can separate the buyers that a campaign made from those who would have
 * bought anyway.
 */
public final class HoldoutCampaign {

    private static final int MAX_NAME = 200;

    private final Plan plan;
    private final String[] users;
    private final double[] probabilities;
    private final int[] deciles;
    private final boolean[] heldOut;

    private HoldoutCampaign(Plan plan, String[] users, double[] probabilities, int[] deciles, boolean[] heldOut) {
        this.plan = plan;
        this.users = users;
        this.probabilities = probabilities;
        this.deciles = deciles;
        this.heldOut = heldOut;
    }

    /**
     * What is fixed before a campaign begins.
     *
     * @param name    the campaign's name; campaigns of different names hold out different users
     * @param start   its first day
     * @param days    number of days in which a purchase counts, from the first day on, at least 1
     * @param heldOut number of users held out, at least 1
     * @param seed    seed of the draw
     */
    public record Plan(String name, LocalDate start, int days, int heldOut, long seed) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if the name is blank or longer than 200 characters, or if a number is
         *     below 1
         */
        public Plan {
            if (Arguments.text("name of the campaign", name).length() > MAX_NAME) {
                throw new IllegalArgumentException("the name of the campaign has " + name.length() + " characters: give"
                        + " at most " + MAX_NAME);
            }
            Arguments.given("start", start);
            if (days < 1) {
                throw new IllegalArgumentException("purchases of " + days + " days count: give 1 or more");
            }
            if (heldOut < 1) {
                throw new IllegalArgumentException("a holdout of " + heldOut + " users: nothing could be concluded"
                        + " from the campaign. Hold out some, as many as CampaignPower says");
            }
        }

        /**
         * Returns the end of the campaign.
         *
         * @return the first day on which a purchase does not count any more
         */
        public LocalDate end() {
            return start.plusDays(days);
        }
    }

    /**
     * Draws a holdout from an audience.
     *
     * @param audience the users whom the campaign is for
     * @param name     the campaign's name
     * @param start    its first day
     * @param days     number of days in which a purchase counts, from the first day on
     * @param share    share of the audience to hold out, above 0 and below 1; rounded, but at least one user
     * @param seed     seed of the draw
     * @return the campaign
     * @throws IllegalArgumentException if the audience has fewer than two users, if the share is not in its range or
     *     holds everybody out, or as {@link Plan} does
     */
    public static HoldoutCampaign draw(Audience audience, String name, LocalDate start, int days, double share,
            long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a holdout of " + share + " of the audience: give a share above 0 and"
                    + " below 1, such as 0.1; without a holdout no effect can be measured, and without anybody to"
                    + " address there is none");
        }
        return draw(audience, new Plan(name, start, days, (int) Math.max(1, Math.round(share * audience.size())),
                seed));
    }

    /**
     * Draws a holdout of a number of users from an audience.
     *
     * @param audience the users whom the campaign is for
     * @param plan     name, days, number of users to hold out, and seed
     * @return the campaign
     * @throws IllegalArgumentException if nobody would be left to address
     */
    public static HoldoutCampaign draw(Audience audience, Plan plan) {
        int n = audience.size();
        String[] users = new String[n];
        double[] probabilities = new double[n];
        int[] deciles = new int[n];
        for (int i = 0; i < n; i++) {
            users[i] = audience.userId(i);
            probabilities[i] = audience.probability(i);
            deciles[i] = audience.decile(i);
        }
        if (plan.heldOut() >= n) {
            throw new IllegalArgumentException("a holdout of " + plan.heldOut() + " users leaves nobody of an audience"
                    + " of " + n + " to address: hold out fewer, or take a larger audience");
        }
        return new HoldoutCampaign(plan, users, probabilities, deciles,
                Holdout.draw(users, deciles, plan.heldOut(), plan.name(), plan.seed()));
    }

    /** A campaign that was read, whose draw is known to be that of its plan. */
    static HoldoutCampaign of(Plan plan, String[] users, double[] probabilities, int[] deciles, boolean[] heldOut) {
        return new HoldoutCampaign(plan, users, probabilities, deciles, heldOut);
    }

    /**
     * Returns what was fixed before the campaign.
     *
     * @return name, days, size of the holdout and seed
     */
    public Plan plan() {
        return plan;
    }

    /**
     * Returns the number of users of both groups.
     *
     * @return the number of users
     */
    public int size() {
        return users.length;
    }

    /**
     * Returns a user.
     *
     * @param i from 0 to {@link #size()} - 1, the highest probability first
     * @return the user's id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int i) {
        return users[i];
    }

    /**
     * Tells whether a user is held out.
     *
     * @param i from 0 to {@link #size()} - 1
     * @return true if the user is not to be addressed
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isHeldOut(int i) {
        return heldOut[i];
    }

    double probability(int i) {
        return probabilities[i];
    }

    int decile(int i) {
        return deciles[i];
    }

    /**
     * Returns the mean probability of the users: the share of buyers that is expected without any campaign.
     *
     * @return the mean, 0 to 1
     */
    public double expectedRate() {
        return Arrays.stream(probabilities).average().orElseThrow();
    }

    /**
     * Computes how likely this campaign is to show an effect.
     *
     * @param effect what the campaign is thought to add to the share of buyers, such as 0.02
     * @return the power at a level of 5 %, 0 to 1
     * @throws IllegalArgumentException if the expected share of buyers and the effect leave the range from 0 to 1
     */
    public double power(double effect) {
        return CampaignPower.of(expectedRate(), effect).power(users.length - plan.heldOut(), plan.heldOut());
    }

    /**
     * Returns both groups side by side, decile by decile.
     *
     * @return one row a decile that has users, the best (10) first: users addressed and held out, the share held out,
     *     and the mean probability of either group
     */
    public Table balance() {
        TreeMap<Integer, double[]> sums = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 0; i < users.length; i++) {
            double[] sum = sums.computeIfAbsent(deciles[i], decile -> new double[4]);
            int group = heldOut[i] ? 1 : 0;
            sum[group]++;
            sum[2 + group] += probabilities[i];
        }
        double[][] rows = sums.values().toArray(double[][]::new);
        return Table.create(plan.name() + ", users by decile",
                IntColumn.create("decile", sums.keySet().stream().mapToInt(Integer::intValue).toArray()),
                IntColumn.create("addressed", Arrays.stream(rows).mapToInt(row -> (int) row[0]).toArray()),
                IntColumn.create("held out", Arrays.stream(rows).mapToInt(row -> (int) row[1]).toArray()),
                DoubleColumn.create("share held out", Arrays.stream(rows)
                        .mapToDouble(row -> row[1] / (row[0] + row[1])).toArray()),
                DoubleColumn.create("mean probability, addressed", Arrays.stream(rows)
                        .mapToDouble(row -> row[0] == 0 ? Double.NaN : row[2] / row[0]).toArray()),
                DoubleColumn.create("mean probability, held out", Arrays.stream(rows)
                        .mapToDouble(row -> row[1] == 0 ? Double.NaN : row[3] / row[1]).toArray()));
    }

    /**
     * Returns the users who are addressed.
     *
     * @return one row a user, the highest probability first: user, probability and decile
     */
    public Table addressed() {
        return group(false);
    }

    private Table group(boolean held) {
        int[] members = IntStream.range(0, users.length).filter(i -> heldOut[i] == held).toArray();
        return Table.create(plan.name() + (held ? ", held out" : ", addressed"),
                StringColumn.create("user", Arrays.stream(members).mapToObj(i -> users[i])),
                DoubleColumn.create("probability", Arrays.stream(members).mapToDouble(i -> probabilities[i]).toArray()),
                IntColumn.create("decile", Arrays.stream(members).map(i -> deciles[i]).toArray()));
    }

    /**
     * Returns the users who are held out. They are not to be addressed, and get no other treatment either.
     *
     * @return one row a user, the highest probability first: user, probability and decile
     */
    public Table heldOut() {
        return group(true);
    }

    /**
     * A log in which a campaign has an effect that is known.
     *
     * @param log    the log
     * @param effect the mean effect on the share of buyers, over all users of the campaign
     */
    public record KnownEffect(PurchaseLog log, double effect) {
    }

    /**
     * Simulates the campaign: some addressed users who would not have bought buy on a random day on which purchases
     * count. Use it to try an analysis before a campaign, or to see whether it finds what is there.
     *
     * @param log    the log of what happened without the campaign, with all days on which purchases count
     * @param target what the campaign is for
     * @param moves  for what a user bought before the campaign, the probability that a message makes the user buy
     * @param draw   seed of the simulation
     * @return the log with the purchases that the campaign made, and the true effect
     * @throws IllegalArgumentException as {@link CampaignEffect#of} does, or if a probability is not between 0 and 1
     */
    public KnownEffect simulated(PurchaseLog log, Target target, ToDoubleFunction<History> moves, long draw) {
        boolean[] anyway = CampaignEffect.bought(this, log, target);
        int from = log.frame().cut(plan.start());
        BitSet classes = target.in(log.taxonomy());
        Map<Integer, Integer> made = new HashMap<>();
        SplittableRandom random = new SplittableRandom(draw);
        double sum = 0;
        for (int i = 0; i < users.length; i++) {
            OptionalInt user = log.findUser(users[i]);
            double moved = user.isEmpty() || anyway[i] ? 0
                    : moves.applyAsDouble(log.history(user.getAsInt()).before(from));
            if (!(moved >= 0 && moved <= 1)) {
                throw new IllegalArgumentException("a message makes the user \"" + users[i]
                        + "\" buy with a probability of " + moved + ": give one between 0 and 1");
            }
            sum += moved;
            // Each user takes two random numbers, so that another group draws no other ones.
            double luck = random.nextDouble();
            int day = from + random.nextInt(plan.days());
            if (!heldOut[i] && luck < moved) {
                made.put(user.getAsInt(), day);
            }
        }
        return new KnownEffect(log.withPlanted(classes, user -> {
            History history = log.history(user);
            IntStream own = IntStream.range(0, history.size()).filter(line -> classes.get(history.thirdClass(line)))
                    .map(history::day);
            return IntStream.concat(own, made.containsKey(user) ? IntStream.of(made.get(user)) : IntStream.empty())
                    .sorted().distinct().toArray();
        }), sum / users.length);
    }

    /**
     * Writes the campaign as a folder: {@value CampaignFiles#ADDRESSED} and {@value CampaignFiles#ADDRESSED_PARQUET}
     * for the system that writes to the users, and the draw for {@link #read(Path)}. It is there whole or not at all.
     * In the CSV file, an id that a spreadsheet would take for a formula gets an apostrophe before it; the Parquet file
     * has all ids unchanged.
     *
     * @param folder the folder; there must be none of this name
     * @throws org.foresale.log.ForesaleException if there is such a folder, or if it cannot be written
     */
    public void write(Path folder) {
        NewFolder.make(folder, Optional.empty(), partial -> {
            CampaignFiles.write(this, partial);
            return folder;
        });
    }

    /**
     * Writes the same in the place of an earlier campaign that may be there.
     *
     * @param folder the folder; one that is no campaign is not replaced
     * @throws org.foresale.log.ForesaleException if there is another folder of this name, or if it cannot be written;
     *     what was there stays then
     */
    public void replace(Path folder) {
        NewFolder.make(folder, Optional.of(CampaignFiles.PLAN), partial -> {
            CampaignFiles.write(this, partial);
            return folder;
        });
    }

    /**
     * Reads a campaign that {@link #write} has written, and draws its holdout once more: a draw that is not that of its
     * seed is refused, because then the holdout is not random. What became of the lists that were handed over does not
     * matter.
     *
     * @param folder the folder
     * @return the campaign
     * @throws org.foresale.log.ForesaleException if the folder is no campaign, or if its plan or its draw is damaged or
     *     was changed
     */
    public static HoldoutCampaign read(Path folder) {
        return CampaignFiles.read(folder);
    }

    /**
     * Reads what was fixed before a campaign, and not its users.
     *
     * @param folder the folder that {@link #write} has written
     * @return name, days, size of the holdout and seed
     * @throws org.foresale.log.ForesaleException if the folder is no campaign, or if its plan is damaged or was changed
     */
    public static Plan readPlan(Path folder) {
        return CampaignFiles.readPlan(folder);
    }

    /**
     * Returns the campaign in a sentence.
     *
     * @return its name, its days and the sizes of both groups
     */
    @Override
    public String toString() {
        return plan.name() + ": " + (users.length - plan.heldOut()) + " users addressed, " + plan.heldOut()
                + " held out, purchases of " + plan.days() + " days from " + plan.start();
    }
}
