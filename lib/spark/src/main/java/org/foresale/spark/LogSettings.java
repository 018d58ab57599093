package org.foresale.spark;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresale.log.ColumnMapping;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.PartReader;

/**
 * A column mapping and the rules of a log in a form that can be sent to executors; what is not given is blank.
 *
 * @param columns  user, time, product, three classes, basket, quantity, value
 * @param format   format of a date held as text
 * @param zone     whose local time the log is to have
 * @param first    first day of the window
 * @param last     last day of the window
 * @param excluded names of the classes to leave out, by level
 */
record LogSettings(List<String> columns, String format, String zone, String first, String last,
        Map<Level, Set<String>> excluded) implements Serializable {

    static LogSettings of(ColumnMapping mapping, LogRules rules) {
        if (rules.users().isPresent()) {
            throw new IllegalArgumentException("rules for some users only cannot be sent to executors: filter the"
                    + " DataFrame by its column " + mapping.user() + " instead");
        }
        List<String> classes = mapping.classes();
        return new LogSettings(
                List.of(mapping.user(), mapping.time(), mapping.product(), classes.get(0), classes.get(1),
                        classes.get(2), mapping.basket().orElse(""), mapping.quantity().orElse(""),
                        mapping.value().orElse("")),
                mapping.timeFormat().orElse(""), mapping.zone().map(ZoneId::getId).orElse(""),
                rules.firstDay().map(LocalDate::toString).orElse(""),
                rules.lastDay().map(LocalDate::toString).orElse(""), rules.excluded());
    }

    /** A reader of one partition of the source. */
    PartReader reader(int partition) {
        ColumnMapping mapping = new ColumnMapping(columns.get(0), columns.get(1), columns.get(2),
                columns.subList(3, 6), given(columns.get(6)), given(columns.get(7)), given(columns.get(8)),
                given(format), given(zone).map(ZoneId::of));
        return new PartReader("partition " + partition, mapping, new LogRules(given(first).map(LocalDate::parse),
                given(last).map(LocalDate::parse), excluded, Optional.empty()));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isBlank());
    }
}
