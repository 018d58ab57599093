package org.foresale.insight.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ProfileTest {

    private static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "u" + i).toList();
    }

    private static boolean[] firstOf(int chosen, int n) {
        boolean[] marks = new boolean[n];
        Arrays.fill(marks, 0, chosen, true);
        return marks;
    }

    private static Table row(Table table, String characteristic, String value) {
        return table.where(table.stringColumn("characteristic").isEqualTo(characteristic)
                .and(table.stringColumn("value").isEqualTo(value)));
    }

    /** Of 40 chosen users 30 are old, of 60 others 15; of 20 others it is not known. */
    private static Profile old() {
        StringColumn age = StringColumn.create("age");
        List<String> ids = ids(120);
        for (int i = 0; i < 100; i++) {
            age.append(i < 30 || i >= 40 && i < 55 ? "65+" : "19-24");
        }
        return Profile.of(ids, firstOf(40, 120),
                Table.create("known", StringColumn.create("user", ids.subList(0, 100)), age));
    }

    @Test
    void sharesAndTheirDifferenceAreThoseByHand() {
        Table table = old().table();
        Table of65 = row(table, "age", "65+");
        assertThat(of65.intColumn("chosen users").get(0)).isEqualTo(30);
        assertThat(of65.intColumn("other users").get(0)).isEqualTo(15);
        assertThat(of65.getString(0, "among chosen, 95 %")).startsWith("0.750 [0.");
        assertThat(of65.getString(0, "among others, 95 %")).startsWith("0.250 [0.");
        double byHand = .5 / Math.sqrt((.75 * .25 + .25 * .75) / 2);
        assertThat(of65.doubleColumn("standardised difference").get(0)).isCloseTo(byHand, within(1e-12));
        assertThat(row(table, "age", "19-24").doubleColumn("standardised difference").get(0))
                .isCloseTo(-byHand, within(1e-12));
        Table unknown = row(table, "age", "unknown");
        assertThat(unknown.intColumn("chosen users").get(0)).isZero();
        assertThat(unknown.intColumn("other users").get(0)).isEqualTo(20);
        assertThat(unknown.getString(0, "among others, 95 %")).startsWith("0.250 [0.");
        // No chosen user is unknown in any resample, but that says little: the exact interval of 0 of 40.
        assertThat(unknown.getString(0, "among chosen, 95 %")).isEqualTo("0.000 [0.000, 0.088]");
        assertThat(unknown.doubleColumn("standardised difference").get(0))
                .isCloseTo(-.25 / Math.sqrt(.25 * .75 / 2), within(1e-12));
        Table whole = old().characteristics();
        assertThat(whole.doubleColumn("standardised difference").get(0)).isCloseTo(byHand, within(1e-12));
        assertThat(whole.getString(0, "shown")).isEqualTo("more than chance");
        assertThat(whole.intColumn("others, unknown").get(0)).isEqualTo(20);
    }

    @Test
    void numbersAreComparedByTheirMeans() {
        DoubleColumn spend = DoubleColumn.create("spend");
        IntColumn children = IntColumn.create("children");
        for (int i = 0; i < 40; i++) {
            // The first 15 users are chosen; the last 5 do not tell.
            spend.append(i < 15 ? 10 + 2 * (i % 3) : i < 35 ? 20 + 2 * (i % 4) : Double.NaN);
            if (i % 10 == 0) {
                children.appendMissing();
            } else {
                children.append(i % 3);
            }
        }
        Table table = Profile.of(ids(40), firstOf(15, 40),
                Table.create("known", StringColumn.create("user", ids(40)), spend, children)).table();
        Table spent = row(table, "spend", "mean ± sd");
        double pooled = Math.sqrt((40.0 / 14 + 100.0 / 19) / 2);
        assertThat(spent.doubleColumn("standardised difference").get(0)).isCloseTo(-11 / pooled, within(1e-12));
        assertThat(spent.getString(0, "among chosen, 95 %")).startsWith("12.000 ± 1.690 [");
        assertThat(spent.getString(0, "among others, 95 %")).startsWith("23.000 ± 2.294 [");
        assertThat(spent.intColumn("other users").get(0)).isEqualTo(20);
        assertThat(row(table, "children", "unknown").intColumn("chosen users").get(0)).isEqualTo(2);
        assertThat(row(table, "children", "unknown").intColumn("other users").get(0)).isEqualTo(2);
    }

    @Test
    void theIntervalIsThatOfResamplesOfTheUsers() {
        Random random = new Random(3);
        int sets = 100;
        int held = 0;
        for (int set = 0; set < sets; set++) {
            DoubleColumn number = DoubleColumn.create("number");
            for (int i = 0; i < 100; i++) {
                number.append(random.nextGaussian() + (i < 50 ? .5 : 0));
            }
            Table table = Profile.of(ids(100), firstOf(50, 100),
                    Table.create("known", StringColumn.create("user", ids(100)), number)).table();
            String[] ends = row(table, "number", "mean ± sd").getString(0, "its interval, 95 %").split("[\\[\\], ]+");
            held += Double.parseDouble(ends[1]) <= .5 && Double.parseDouble(ends[2]) >= .5 ? 1 : 0;
        }
        assertThat((double) held / sets).isBetween(.85, 1.0);
    }

    /** Resamples of what tells nothing are farther apart than the users themselves. */
    @Test
    void theIntervalOfACharacteristicHoldsItsDifference() {
        Random random = new Random(5);
        List<String> ids = ids(200);
        Table known = Table.create("known", StringColumn.create("user", ids));
        for (int column = 0; column < 20; column++) {
            StringColumn letter = StringColumn.create("letter " + column);
            DoubleColumn number = DoubleColumn.create("number " + column);
            for (int i = 0; i < 200; i++) {
                letter.append("v" + random.nextInt(6));
                number.append(random.nextGaussian());
            }
            known.addColumns(letter, number);
        }
        Table whole = Profile.of(ids, firstOf(80, 200), known).characteristics();
        for (int row = 0; row < whole.rowCount(); row++) {
            String[] ends = whole.getString(row, "its interval, 95 %").split("[\\[\\], ]+");
            // The ends are written with three decimals.
            assertThat(whole.doubleColumn("standardised difference").get(row)).as(whole.getString(row, 0))
                    .isBetween(Double.parseDouble(ends[1]) - .0005, Double.parseDouble(ends[2]) + .0005);
        }
    }

    @Test
    void theLargestDifferenceComesFirstAndWhatTellsNothingIsNoMoreThanChance() {
        Random random = new Random(4);
        List<String> ids = ids(400);
        StringColumn noise = StringColumn.create("noise");
        StringColumn telling = StringColumn.create("telling");
        for (int i = 0; i < 400; i++) {
            noise.append("v" + random.nextInt(8));
            telling.append(random.nextDouble() < (i < 150 ? .8 : .3) ? "yes" : "no");
        }
        Profile profile = Profile.of(ids, firstOf(150, 400),
                Table.create("known", StringColumn.create("user", ids), noise, telling));
        assertThat(profile.characteristics().stringColumn("characteristic").asList())
                .containsExactly("telling", "noise");
        assertThat(profile.characteristics().stringColumn("shown").asList())
                .containsExactly("more than chance", "no more than chance");
        double[] sorted = Arrays.stream(profile.table().doubleColumn("standardised difference").asDoubleArray())
                .map(Math::abs).toArray();
        for (int i = 1; i < sorted.length; i++) {
            assertThat(sorted[i]).isLessThanOrEqualTo(sorted[i - 1]);
        }
        assertThat(profile.toString())
                .startsWith("150 chosen users compared with 250 other users; most different: telling, 1.");
    }

    /** Of two samples that differ by chance, d² / (1/m + 1/n) is chi-squared; 7.815 is its quantile for 4 values. */
    @Test
    void whatComesByChanceDependsOnHowManyOfEachSideAreKnown() {
        List<String> ids = ids(400);
        StringColumn letter = StringColumn.create("letter");
        for (int i = 0; i < 400; i++) {
            letter.append(i < 150 || i >= 200 && i < 250 ? "v" + i % 4 : "");
        }
        Table whole = Profile.of(ids, firstOf(200, 400),
                Table.create("known", StringColumn.create("user", ids), letter)).characteristics();
        assertThat(whole.doubleColumn("by chance, 95th percentile").get(0))
                .isCloseTo(Math.sqrt(7.815 * (1 / 150.0 + 1 / 50.0)), within(.03));
    }

    @Test
    void theTableOfScoresTellsWhoIsChosen() {
        Table users = Table.create("probabilities", StringColumn.create("user", ids(4)),
                BooleanColumn.create("predicted to buy", true, false, true, false));
        Table known = Table.create("known", StringColumn.create("user", "u2", "u0", "stranger"),
                StringColumn.create("age", "old", "old", "young"));
        Profile profile = Profile.of(users, "predicted to buy", known);
        assertThat(row(profile.table(), "age", "old").intColumn("chosen users").get(0)).isEqualTo(2);
        assertThat(profile.table().stringColumn("value").asList()).doesNotContain("young");
        assertThatThrownBy(() -> Profile.of(users, "user", known)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"user\"");
    }

    @Test
    void whatIsKnownOfNobodyIsShownAsUnknownOfAll() {
        Table known = Table.create("known", StringColumn.create("user", ids(6)),
                StringColumn.create("age", "", "", "", "", "", ""));
        Table table = Profile.of(ids(6), firstOf(2, 6), known).table();
        assertThat(table.stringColumn("value").asList()).containsExactly("unknown");
        assertThat(table.intColumn("other users").get(0)).isEqualTo(4);
        assertThat(table.getString(0, "among chosen, 95 %")).startsWith("1.000 [");
    }

    @Test
    void characteristicsThatAreUnknownOfTheSameUsersShareARow() {
        List<String> ids = ids(6);
        Table known = Table.create("known", StringColumn.create("user", ids.subList(0, 4)),
                StringColumn.create("age", "old", "young", "old", "young"),
                IntColumn.create("children", 0, 1, 2, 3), StringColumn.create("income", "high", "low", "high", ""));
        Table table = Profile.of(ids, firstOf(3, 6), known).table();
        Table unknown = table.where(table.stringColumn("value").isEqualTo("unknown"));
        assertThat(unknown.stringColumn("characteristic").asList())
                .containsExactlyInAnyOrder("age, children", "income");
        assertThat(row(table, "age, children", "unknown").intColumn("other users").get(0)).isEqualTo(2);
        assertThat(row(table, "income", "unknown").intColumn("other users").get(0)).isEqualTo(3);
        Table alike = Profile.of(ids, firstOf(3, 6), known.removeColumns("income")).table();
        assertThat(row(alike, "all 2 characteristics", "unknown").intColumn("other users").get(0)).isEqualTo(2);
    }

    @Test
    void whereNobodyIsChosenNoDifferenceIsDefined() {
        Table known = Table.create("known", StringColumn.create("user", ids(5)),
                StringColumn.create("age", "a", "b", "a", "b", ""), DoubleColumn.create("spend", 1, 2, 3, 4, 5));
        Table table = Profile.of(ids(5), new boolean[5], known).table();
        assertThat(table.stringColumn("its interval, 95 %").asSet()).containsExactly("not defined");
        assertThat(table.stringColumn("among chosen, 95 %").asSet()).containsExactly("not defined");
        assertThat(row(table, "age", "unknown").intColumn("other users").get(0)).isEqualTo(1);
        assertThat(row(table, "age", "a").getString(0, "among others, 95 %")).startsWith("0.500 [");
    }

    @Test
    void namesAndTextsFromOutsideAreBounded() {
        String odd = "<b>\n" + "x".repeat(100);
        Table known = Table.create("known", StringColumn.create("user", ids(4)),
                StringColumn.create(odd, odd, odd, "y", "y"));
        Table table = Profile.of(ids(4), firstOf(2, 4), known).table();
        assertThat(table.stringColumn("characteristic").asSet()).allMatch(name -> name.length() == 61)
                .noneMatch(name -> name.contains("\n"));
        List<String> many = new ArrayList<>(ids(101));
        assertThatThrownBy(() -> Profile.of(many, firstOf(50, 101), Table.create("known",
                StringColumn.create("user", many), StringColumn.create("id", many))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"id\"")
                .hasMessageContaining("100");
    }

    @Test
    void whatCannotBeIsRefused() {
        Table known = Table.create("known", StringColumn.create("user", ids(2)), StringColumn.create("age", "a", "b"));
        assertThatThrownBy(() -> Profile.of(ids(2), new boolean[3], known))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 users").hasMessageContaining("3");
        assertThatThrownBy(() -> Profile.of(ids(1), new boolean[1], known))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 users");
        assertThatThrownBy(() -> Profile.of(List.of("u0", "u1", "u0"), new boolean[3], known))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("u0").hasMessageContaining("is repeated");
        assertThatThrownBy(() -> Profile.of(List.of("0", "1"), new boolean[2], known))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of the 2 users");
        assertThatThrownBy(() -> Profile.of(ids(2), new boolean[2], known.append(known.copy())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rows 0 and 2");
        assertThatThrownBy(() -> Profile.of(ids(2), new boolean[2], Table.create("t", StringColumn.create("age"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no column \"user\"");
        assertThatThrownBy(() -> Profile.of(ids(2), new boolean[2], Table.create("t", StringColumn.create("user"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not of 0");
    }
}
