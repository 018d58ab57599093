package org.foresale.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping that may have holes.
 *
 * @param columns    the columns that are known
 * @param asked      roles that a log can do without, but of which a column is asked
 * @param timeFormat the format of times, perhaps with a hole; empty if none is needed
 * @param numbers    how numbers are written; empty if that is asked
 * @param filters    what parts purchases from other lines
 * @param askedMarks columns of which is asked what purchases have there
 * @param filledDown whether the lines of an order tell for those of its lines whose cells are blank
 * @param layout     how a file is laid out
 */
record GuessedCall(Map<Role, String> columns, Set<Role> asked, Optional<String> timeFormat,
        Optional<NumberStyle> numbers, List<LineFilter> filters, List<String> askedMarks, boolean filledDown,
        FileLayout layout) {

    /** What stands where something is to be filled in. */
    static final String HOLE = "…";

    GuessedCall {
        columns = columns.isEmpty() ? new EnumMap<>(Role.class) : new EnumMap<>(columns);
        asked = asked.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(asked);
        filters = List.copyOf(filters);
        askedMarks = List.copyOf(askedMarks);
    }

    /** The mapping as far as it goes, with a hole for each column that is asked. */
    private ColumnMapping withHoles() {
        Map<Role, String> roles = new EnumMap<>(columns);
        for (Role role : Role.values()) {
            if (role.isNeeded() || asked.contains(role)) {
                roles.putIfAbsent(role, HOLE);
            }
        }
        ColumnMapping mapping = ColumnMapping.of(roles).withNumbers(numbers.orElse(NumberStyle.PLAIN))
                .withLayout(layout);
        List<LineFilter> all = new ArrayList<>(filters);
        askedMarks.forEach(mark -> all.add(LineFilter.only(mark, HOLE)));
        for (LineFilter filter : all) {
            mapping = mapping.with(filter);
        }
        return filledDown ? mapping.withFilledDown() : mapping;
    }

    /** The mapping; it is one only where nothing is asked. */
    ColumnMapping mapping() {
        return timeFormat.isEmpty() ? withHoles() : withHoles().withTimeFormat(timeFormat.get());
    }

    /**
     * Returns the call.
     *
     * @return the call that makes the mapping, in Java, with holes to fill in
     */
    @Override
    public String toString() {
        if (numbers.isPresent() && timeFormat.filter(format -> format.contains(HOLE)).isEmpty()) {
            return mapping().toString();
        }
        return withHoles() + timeFormat.map(format -> "\n    .withTimeFormat(" + ColumnMapping.quoted(format) + ")")
                .orElse("") + (numbers.isPresent() ? "" : "\n    .withNumbers(NumberStyle.valueOf(\"" + HOLE + "\"))");
    }
}
