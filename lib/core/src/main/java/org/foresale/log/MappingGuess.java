package org.foresale.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresale.log.internal.Arguments;

/** Guesses from the names of columns what they hold; where names leave a choice, it asks instead of choosing. */
final class MappingGuess {

    private static final String REMEDY = " Name the columns yourself: ColumnMapping.ofUser(…).time(…).product(…)"
            + ".classes(…, …, …), and withBasket, withQuantity, withValue for what else there is. A log with fewer than"
            + " three levels of classes names one column for several levels.";

    private MappingGuess() {
    }

    /**
     * Returns the mapping that the names suggest.
     *
     * @param source  what is read, for the message
     * @param columns the names of its columns
     * @return the mapping
     * @throws ForesaleException if a role has several candidates, or one that no log can do without has none
     */
    static ColumnMapping of(String source, Collection<String> columns) {
        Map<Role, String> found = new EnumMap<>(Role.class);
        List<String> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            List<String> candidates = columns.stream().filter(column -> role.isCalled(plain(column))).toList();
            if (candidates.size() == 1) {
                found.put(role, candidates.get(0));
            } else if (candidates.size() > 1) {
                problems.add("several columns may be the " + role.text() + ": " + Arguments.listed(candidates));
            } else if (role.isNeeded()) {
                problems.add("no column is called as the " + role.text() + " commonly is");
            }
        }
        if (!problems.isEmpty()) {
            throw new ForesaleException("What the columns of " + source + " hold cannot be guessed: "
                    + String.join("; ", problems) + ". It has: " + Arguments.listed(columns) + "." + REMEDY);
        }
        return ColumnMapping.of(found);
    }

    /** Customer_ID, customerId and "customer id" are the same name. */
    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
