package org.foresale.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Spelling;

/** Refuses sources that lack a column. */
final class SourceColumns {

    private static final Pattern NO_CELLS = Pattern.compile("(?i)\\[\\d*\\]$|^(?:struct|map|union|list|array|row)\\b"
            + "|^(?:blob|bytea|binary|varbinary|bit)$");

    static final String REMEDY =
            "Name the right column in the ColumnMapping; guess() of a LogSource suggests one.";

    private SourceColumns() {
    }

    /**
     * Refuses a source that lacks a mapped column.
     *
     * @param source  what is read, for the message
     * @param mapping which column holds what
     * @param present the columns that are there
     * @throws ForesaleException if one is missing; the message names it, its role, and those that are there
     */
    static void require(String source, ColumnMapping mapping, Collection<String> present) {
        require(source, mapping, present, () -> REMEDY);
    }

    /**
     * Refuses a source that lacks a mapped column.
     *
     * @param source  what is read, for the message
     * @param mapping which column holds what
     * @param present the columns that are there
     * @param remedy  tells what to do then
     * @throws ForesaleException if one is missing; the message names it, its role, and those that are there
     */
    static void require(String source, ColumnMapping mapping, Collection<String> present, Supplier<String> remedy) {
        mapping.roles().forEach((role, name) -> requireThere(source, name, "is mapped as the " + role.text(), present,
                remedy));
        mapping.markColumns().forEach(name -> requireThere(source, name, "should distinguish purchases from other"
                + " lines",
                present, remedy));
    }

    private static void requireThere(String source, String name, String role, Collection<String> present,
            Supplier<String> remedy) {
        if (!present.contains(name)) {
            throw new ForesaleException(source + " has no column \"" + OneLine.of(name) + "\", which " + role
                    + ". It has: " + Arguments.listed(present) + "."
                    + Spelling.question(name, present) + " " + remedy.get());
        }
    }

    /**
     * Refuses a source that has two columns of a mapped name.
     *
     * @param source  what is read, for the message
     * @param mapping which column holds what
     * @param present the columns that are there, those of one name more than once
     * @throws ForesaleException if one is there twice; the message names it and its role
     */
    static void requireOnce(String source, ColumnMapping mapping, List<String> present) {
        mapping.roles().forEach((role, name) -> {
            if (present.indexOf(name) != present.lastIndexOf(name)) {
                throw new ForesaleException(source + " has two columns \"" + OneLine.of(name) + "\", one of which is"
                        + " mapped as the " + role.text() + ". Rename one of them, in the query or in the header.");
            }
        });
        for (String mark : mapping.markColumns()) {
            if (present.indexOf(mark) != present.lastIndexOf(mark)) {
                throw new ForesaleException(source + " has two columns \"" + OneLine.of(mark) + "\", one of which"
                        + " should distinguish purchases from other lines. Rename one of them, in the query or in the"
                        + " header.");
            }
        }
    }

    /**
     * Refuses columns whose cells are no texts, numbers or times.
     *
     * @param source what is read, for the message
     * @param mapped the columns that are mapped
     * @param types  for each column its type, as the source calls it
     * @throws ForesaleException if one holds lists, records or bytes; the message names it and its type
     */
    static void requireCells(String source, Collection<String> mapped, Map<String, String> types) {
        for (String column : mapped) {
            String type = String.valueOf(types.get(column));
            if (NO_CELLS.matcher(type).find()) {
                throw new ForesaleException(source + ": the column \"" + OneLine.of(column) + "\" is of the type "
                        + OneLine.of(type) + ". Use a column of texts, numbers or times.");
            }
        }
    }
}
