package org.foresale.spark;

import java.io.Serializable;
import java.time.LocalDate;
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
 * @param mapping  the mapping as JSON
 * @param first    first day of the window
 * @param last     last day of the window
 * @param excluded names of the classes to leave out, by level
 * @param nobody   ids that stand for nobody in particular
 */
record LogSettings(String mapping, String first, String last, Map<Level, Set<String>> excluded, Set<String> nobody)
        implements Serializable {

    static LogSettings of(ColumnMapping mapping, LogRules rules) {
        if (rules.users().isPresent()) {
            throw new IllegalArgumentException("rules for some users only cannot be sent to executors: filter the"
                    + " DataFrame by its column " + mapping.user() + " instead");
        }
        return new LogSettings(mapping.toJson(), rules.firstDay().map(LocalDate::toString).orElse(""),
                rules.lastDay().map(LocalDate::toString).orElse(""), rules.excluded(), rules.nobody());
    }

    /** A reader of one partition of the source. */
    PartReader reader(int partition) {
        return new PartReader("partition " + partition, ColumnMapping.fromJson(mapping),
                new LogRules(given(first), given(last), excluded, Optional.empty(), nobody));
    }

    private static Optional<LocalDate> given(String day) {
        return Optional.of(day).filter(it -> !it.isBlank()).map(LocalDate::parse);
    }
}
