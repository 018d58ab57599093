package org.foresale.log;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Puts every layout into a database and reads it back through its address, for tests that have a server. */
public final class LayoutsOnServer {

    private LayoutsOnServer() {
    }

    /**
     * Runs.
     *
     * @param arguments the address of the database, the user and the password
     */
    public static void main(String[] arguments) throws SQLException {
        for (Layout layout : Layouts.all()) {
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                LayoutFiles.fill(connection, layout);
            }
            String query = layout.query().isEmpty() ? "lines" : layout.query();
            PurchaseLog log = LogSource.query(arguments[0], query, arguments[1], arguments[2])
                    .load(layout.tableMapping());
            List<String> said = Layout.said(log);
            if (!said.equals(layout.expected()) || log.quality().read() != layout.rows().size()) {
                throw new IllegalStateException(layout + ": the log says\n" + String.join("\n", said) + "\nand not\n"
                        + String.join("\n", layout.expected()));
            }
            System.out.println(layout + ": " + said.size() + " lines of " + log.quality().read());
        }
    }
}
