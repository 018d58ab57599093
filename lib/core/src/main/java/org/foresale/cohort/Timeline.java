package org.foresale.cohort;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The purchases of one user as a first-need question sees them. */
final class Timeline {

    private static final String SEEN = "seen by a model";
    private static final String UNSEEN = "never seen";
    private static final String SIGN = "sign of need";

    private Timeline() {
    }

    /** One row a day and first-level class: the date, the class, how many lines, and who may know of it. */
    static Table of(PurchaseLog log, int user, BitSet sign, int cut) {
        Taxonomy taxonomy = log.taxonomy();
        History history = log.history(user);
        Map<LocalDate, Map<String, Integer>> lines = new TreeMap<>();
        for (int line = 0; line < history.size(); line++) {
            int third = history.thirdClass(line);
            String name = sign.get(third) ? SIGN : taxonomy.name(Level.FIRST, taxonomy.ancestor(third, Level.FIRST));
            lines.computeIfAbsent(log.date(history.day(line)), date -> new TreeMap<>()).merge(name, 1, Integer::sum);
        }
        DateColumn date = DateColumn.create("date");
        StringColumn bought = StringColumn.create("bought");
        IntColumn count = IntColumn.create("lines");
        StringColumn known = StringColumn.create("known");
        // In the order of a legend: what is seen, the sign of need, the rest.
        for (String kind : List.of(SEEN, SIGN, UNSEEN)) {
            lines.forEach((day, classes) -> classes.forEach((name, number) -> {
                if (kind.equals(kind(name, day.isBefore(log.date(cut))))) {
                    date.append(day);
                    bought.append(name);
                    count.append(number);
                    known.append(kind);
                }
            }));
        }
        return Table.create("user " + log.userId(user), date, bought, count, known);
    }

    private static String kind(String name, boolean beforeCut) {
        if (beforeCut) {
            return SEEN;
        }
        return name.equals(SIGN) ? SIGN : UNSEEN;
    }
}
