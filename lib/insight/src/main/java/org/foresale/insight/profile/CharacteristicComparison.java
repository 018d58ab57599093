package org.foresale.insight.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.foresale.insight.internal.Characteristic;
import org.foresale.insight.internal.Wording;

/**
 * A characteristic of chosen users beside that of all others.
 *
 * @param characteristic name of the characteristic
 * @param difference     the standardised difference of all that is known, without its sign
 * @param byChance       95 % of the differences of users chosen at random are at most this; NaN if there is none
 * @param rows           its values, or its mean; last those of whom it is unknown
 * @param unknownOf      indices of the users of whom it is unknown
 */
record CharacteristicComparison(String characteristic, Optional<Interval> difference, double byChance, List<Row> rows,
        List<Integer> unknownOf) {

    /**
     * A value of the characteristic.
     *
     * @param characteristic name of the characteristic
     * @param value          the value in words
     * @param chosen         how many chosen samples have it
     * @param others         how many others
     * @param ofChosen       share or mean of the chosen, in words
     * @param ofOthers       the same of the others
     * @param difference     the standardised difference
     */
    record Row(String characteristic, String value, int chosen, int others, String ofChosen, String ofOthers,
            Optional<Interval> difference) {

        /** The row with the names of several characteristics in place of one. */
        Row of(String characteristics) {
            return new Row(characteristics, value, chosen, others, ofChosen, ofOthers, difference);
        }
    }

    static CharacteristicComparison of(Characteristic characteristic, boolean[] chosen, Bootstrap bootstrap) {
        List<Optional<Interval>> figures = bootstrap.intervals(
                counts -> Balance.figures(characteristic, chosen, counts), figure -> figure == Balance.DISTANCE);
        List<Row> rows = new ArrayList<>();
        if (characteristic.numeric()) {
            rows.add(row(characteristic, "mean ± sd", characteristic::isKnown, chosen, figures, 0));
        }
        for (String value : characteristic.values()) {
            int place = rows.size();
            rows.add(row(characteristic, value, i -> characteristic.group(i) == place, chosen, figures, place));
        }
        rows.add(row(characteristic, Wording.UNKNOWN, i -> !characteristic.isKnown(i), chosen, figures, rows.size()));
        return new CharacteristicComparison(characteristic.name(), figures.get(0), byChance(characteristic, chosen),
                rows, IntStream.range(0, chosen.length).filter(i -> !characteristic.isKnown(i)).boxed().toList());
    }

    /** Dealt among those whose value is known, so that as many of them are chosen as in truth. */
    private static double byChance(Characteristic characteristic, boolean[] chosen) {
        int[] known = IntStream.range(0, chosen.length).filter(characteristic::isKnown).toArray();
        int[] dealt = IntStream.of(known).map(i -> chosen[i] ? 1 : 0).toArray();
        int[] once = new int[chosen.length];
        Arrays.fill(once, 1);
        boolean[] drawn = chosen.clone();
        return PermutationTest.quantiles(dealt, hand -> {
            IntStream.range(0, hand.length).forEach(i -> drawn[known[i]] = hand[i] == 1);
            return new double[] {Balance.figures(characteristic, drawn, once)[0]};
        })[0];
    }

    /** Those of whom the characteristic is unknown. */
    Row unknown() {
        return rows.get(rows.size() - 1);
    }

    /** The rows of what is known. */
    List<Row> known() {
        return rows.subList(0, rows.size() - 1);
    }

    private static Row row(Characteristic characteristic, String value, IntPredicate has, boolean[] chosen,
            List<Optional<Interval>> figures, int place) {
        int[] all = IntStream.range(0, chosen.length).filter(has).toArray();
        int[] ofChosen = IntStream.of(all).filter(i -> chosen[i]).toArray();
        int[] ofOthers = IntStream.of(all).filter(i -> !chosen[i]).toArray();
        boolean mean = characteristic.numeric() && place == 0;
        boolean unknown = place == (characteristic.numeric() ? 1 : characteristic.values().size());
        IntPredicate known = unknown ? i -> true : characteristic::isKnown;
        return new Row(characteristic.name(), value, ofChosen.length, ofOthers.length,
                mean ? meanOf(characteristic, ofChosen, figures.get(3)) : share(ofChosen, known, chosen, true),
                mean ? meanOf(characteristic, ofOthers, figures.get(4)) : share(ofOthers, known, chosen, false),
                figures.get(place + 1));
    }

    private static String share(int[] found, IntPredicate known, boolean[] chosen, boolean side) {
        int among = (int) IntStream.range(0, chosen.length).filter(i -> chosen[i] == side && known.test(i)).count();
        return Wording.share((double) found.length / among, among);
    }

    private static String meanOf(Characteristic characteristic, int[] samples, Optional<Interval> mean) {
        double[] numbers = IntStream.of(samples).mapToDouble(i -> characteristic.codes()[i]).toArray();
        return mean.map(interval -> Spread.of(numbers).range() + " " + interval.range()).orElse(Wording.NOT_DEFINED);
    }
}
