package org.foresale.log;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresale.log.internal.OneLine;

/** Tells one statement of SQL that reads from all that does something else, before a database gets to see it. */
final class ReadingStatement {

    private static final Set<String> READS = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FROM");
    /** What has no meaning to the database: texts, names in quotation marks, comments. */
    private static final Pattern ASIDE = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\\n]*"
            + "|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern FIRST_WORD = Pattern.compile("[\\s(]*(\\w+)");
    private static final Pattern WRITES = Pattern.compile("\\b(INTO|DELETE\\s+FROM|UPDATE\\s+\\S+\\s+SET|MERGE)\\b");

    private ReadingStatement() {
    }

    /**
     * Refuses what is not one statement that reads.
     *
     * @param sql a text of SQL
     * @throws ForesaleException if it holds several statements, or one that does anything but read
     */
    static void require(String sql) {
        String bare = ASIDE.matcher(sql).replaceAll(" ").strip().toUpperCase(Locale.ROOT);
        while (bare.endsWith(";")) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        if (bare.contains(";")) {
            throw new ForesaleException("The query contains several statements. Give a single SELECT statement. Only"
                    + " one semicolon is allowed, at its end.");
        }
        Matcher first = FIRST_WORD.matcher(bare);
        String word = first.lookingAt() ? first.group(1) : "";
        if (!READS.contains(word)) {
            throw new ForesaleException("The query begins with " + OneLine.of(word.isEmpty() ? "no word" : word)
                    + ", but only a query that reads is allowed: SELECT …, WITH … SELECT …, or the name of a table.");
        }
        Matcher writes = WRITES.matcher(bare);
        if (writes.find()) {
            throw new ForesaleException("The query contains " + OneLine.of(writes.group(1)) + ", which writes. Give a"
                    + " query that only reads. If this is the name of a column, put it in quotation marks.");
        }
    }
}
