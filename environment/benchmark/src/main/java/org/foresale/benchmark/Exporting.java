package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.insight.audience.Audience;
import org.foresale.insight.audience.Suppression;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.ColumnMapping;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.foresale.model.ScoredUsers;

/**
 * The benchmark of audiences: how long it takes to write many users with their probabilities and tags to files, and to
 * draw and write a campaign of them.
 */
final class Exporting {

    private static final int LINES_EACH = 12;
    private static final int DAYS = 200;
    private static final int CUT = 150;
    private static final int ONE_IN = 100;
    /** Users shop on days of their own; one line in five is of the target, and some come back to it. */
    private static final String LINES = """
            copy (select concat('u', i // %2$d) as "user",
              date '2024-01-01' + cast(hash(i) %% %3$d as integer) as "day",
              concat('p', hash(i + 1) %% 1000) as product, 'all' as first,
              case when hash(i + 2) %% 5 = 0 and hash(i // %2$d) %% 2 = 0 then 'target' else 'other' end as "second",
              concat('c', hash(i + 1) %% 100) as third from range(%1$d) as lines(i)) to '%4$s' (format parquet)
            """;

    private Exporting() {
    }

    /**
     * What one export took.
     *
     * @param users    how many were written
     * @param tagging  seconds to put probabilities and tags together
     * @param csv      seconds to write the CSV file, time by time
     * @param parquet  seconds to write the Parquet file, time by time
     * @param campaign seconds to leave out a suppression list of one user in a hundred, to draw a holdout of a tenth and
     *                 to write the campaign, time by time
     */
    record Exported(int users, double tagging, List<Double> csv, List<Double> parquet, List<Double> campaign) {
    }

    /**
     * Runs.
     *
     * @param arguments the folder for the results; one for the files, which whoever starts this removes;
     *                  how many times the files are written; how many users there are
     * @throws IOException  if a file cannot be written
     * @throws SQLException if the log cannot be made
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[0]);
        Path scratch = Path.of(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        PurchaseLog log = log(scratch.resolve("lines.parquet"), Integer.parseInt(arguments[3]));
        Target target = Target.of("target", Level.SECOND, "target");
        PurchaseModel model = PurchaseModel.fit(
                Snapshot.of(target).withDays(List.of(60, 100), CUT, 40).withActivity(1, 60).cohort(log),
                new LogisticLearner());
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(CUT);
        ScoredUsers scored = model.score(log, day);
        long start = System.nanoTime();
        Audience audience = Audience.of(scored, log, target);
        double tagging = seconds(start);
        Path csv = scratch.resolve("audience.csv");
        Path parquet = scratch.resolve("audience.parquet");
        Path drawn = scratch.resolve("audience-campaign");
        List<String> optedOut = IntStream.range(0, audience.size()).filter(i -> i % ONE_IN == 0)
                .mapToObj(audience::userId).toList();
        Exported exported = new Exported(audience.size(), tagging, new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        for (int i = 0; i < repeats; i++) {
            start = System.nanoTime();
            audience.replaceCsv(csv);
            exported.csv().add(seconds(start));
            start = System.nanoTime();
            audience.replaceParquet(parquet);
            exported.parquet().add(seconds(start));
            start = System.nanoTime();
            HoldoutCampaign.draw(audience.without(Suppression.of("opted out", optedOut)), "benchmark", day, DAYS - CUT,
                    .1, i).replace(drawn);
            exported.campaign().add(seconds(start));
        }
        System.out.printf("%n%,d users of %,d lines, with tags; seconds, the first time in brackets%n", audience.size(),
                log.lines());
        System.out.printf("  %-8s %6.1f (%.1f), %,d MB%n", "CSV", Result.median(exported.csv()), exported.csv().get(0),
                Files.size(csv) >> 20);
        System.out.printf("  %-8s %6.1f (%.1f), %,d MB%n", "Parquet", Result.median(exported.parquet()),
                exported.parquet().get(0), Files.size(parquet) >> 20);
        System.out.printf("  %-8s %6.1f (%.1f), with suppression list and holdout%n", "campaign",
                Result.median(exported.campaign()), exported.campaign().get(0));
        Path file = folder.resolve("audience.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), exported);
        System.out.println("\nall figures: " + file);
    }

    private static PurchaseLog log(Path file, int users) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(LINES.formatted((long) users * LINES_EACH, LINES_EACH, DAYS,
                    file.toString().replace("'", "''")));
            return LogSource.file(file).load(ColumnMapping.ofUser("user").time("day").product("product")
                    .classes("first", "second", "third"), LogRules.withDefaults().withNobody());
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
