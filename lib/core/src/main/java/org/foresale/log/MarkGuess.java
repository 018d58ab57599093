package org.foresale.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresale.log.FrequentTexts.Counted;
import org.foresale.log.internal.OneLine;

/**
 * Tells from a column's texts whether it says of lines that they are purchases, or that they are none.
 *
 * @param column the place of the column
 * @param filter what to leave out; empty where all lines are purchases, or where that is asked
 * @param asked  whether it is not known what to leave out
 * @param reason what its texts are
 */
record MarkGuess(int column, Optional<LineFilter> filter, boolean asked, String reason) {

    private static final int MAX_TEXTS = 50;
    private static final int SHOWN = 6;
    /** Texts of fewer than one in a thousand lines are not asked about. */
    private static final int FREQUENT = 1_000;

    /** The columns that say so. */
    static List<MarkGuess> of(SourceProfile source) {
        List<MarkGuess> found = new ArrayList<>();
        source.places().forEach(place -> of(source.column(place), place).ifPresent(found::add));
        return found;
    }

    /** Whether a mapping names the column. */
    boolean isMapped() {
        return asked || filter.isPresent();
    }

    /** This guess with the shares of texts once the first line of an order tells for those below it. */
    MarkGuess filled(SourceProfile source, Optional<Integer> orders) {
        return FillGuess.of(source, column, orders).map(fill -> new MarkGuess(column, filter, asked,
                reason + "; " + fill.shares(SHOWN))).orElse(this);
    }

    private static Optional<MarkGuess> of(ColumnProfile column, int place) {
        if (column.different() == 0 || column.different() > MAX_TEXTS || column.type() == ColumnProfile.Type.TIME) {
            return Optional.empty();
        }
        List<Counted> all = column.frequent().kept();
        List<Counted> frequent = all.stream().filter(one -> one.lines() * FREQUENT >= column.filled()).toList();
        List<Counted> unknown = frequent.stream().filter(one -> !MarkWords.areKnown(one.text())).toList();
        boolean called = RoleNames.MARKS.contains(column.plainName());
        boolean perhaps = RoleNames.PERHAPS_MARKS.contains(column.plainName());
        long known = frequent.stream().filter(one -> MarkWords.areKnown(one.text())).count();
        boolean mixed = says(all, MarkWords.BOUGHT) && (says(all, MarkWords.LOOKED) || says(all, MarkWords.UNDONE));
        if (called || perhaps && known > 0 && (unknown.isEmpty() || mixed) || unknown.isEmpty() && mixed) {
            return Optional.of(guess(column, place, all, unknown));
        }
        return Optional.empty();
    }

    private static boolean says(List<Counted> texts, MarkWords words) {
        return texts.stream().anyMatch(one -> words.say(one.text()));
    }

    private static MarkGuess guess(ColumnProfile column, int place, List<Counted> all, List<Counted> unknown) {
        String texts = all.stream().limit(SHOWN).map(one -> OneLine.of(one.text()) + " ("
                + Figures.percent(one.lines(), column.lines()) + ")").collect(Collectors.joining(", "))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
        String reason = "its texts say what a line is: " + texts
                + (column.blanks() == 0 ? "" : "; " + Figures.percent(column.blanks(), column.lines()) + " blank");
        if (!unknown.isEmpty()) {
            return new MarkGuess(place, Optional.empty(), true, reason + "; texts of unknown meaning: "
                    + unknown.stream().limit(SHOWN).map(one -> OneLine.of(one.text()))
                    .collect(Collectors.joining(", ")));
        }
        if (!says(all, MarkWords.BOUGHT)) {
            return new MarkGuess(place, Optional.empty(), true, reason + "; none of them means that something was"
                    + " bought");
        }
        // A blank cell says nothing against a purchase in a column of a status, but is none in one of events.
        MarkWords taken = says(all, MarkWords.LOOKED) ? MarkWords.BOUGHT : MarkWords.UNDONE;
        String[] values = all.stream().map(Counted::text).filter(taken::say).toArray(String[]::new);
        return new MarkGuess(place, values.length == 0 ? Optional.empty()
                : Optional.of(taken == MarkWords.BOUGHT ? LineFilter.only(column.name(), values)
                        : LineFilter.without(column.name(), values)), false,
                reason + (values.length == 0 ? "; all lines are purchases" : ""));
    }
}
