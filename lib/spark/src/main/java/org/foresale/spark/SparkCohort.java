package org.foresale.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.foresale.cohort.CategorySelection;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.Question;
import org.foresale.cohort.Selection;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogFrame;
import org.foresale.log.PartBuilder;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Writes the cohort of a log on a cluster: for a target, in the format that {@link org.foresale.cohort.Cohort#read}
 * reads on one machine, or for all categories at once, in the format of
 * {@link org.foresale.cohort.CategoryCohort#write}.
 *
 * <p>Executors check the users against the rules of the question. The driver draws and pairs the samples, with the same
 * code as for a log in memory. The selected samples are sent back to where their users are, and the executors write
 * their events.
 */
public final class SparkCohort {

    private static final String DAY = "day";
    private static final String TIME = "time";

    private final SparkLog log;

    private SparkCohort(SparkLog log) {
        this.log = log;
    }

    /** A sample that was chosen, as it goes back to its user. */
    private record Wanted(String userId, int number, int cut) implements Serializable {
    }

    /** A sample with its history. */
    private record Found(Wanted sample, History history, PurchaseLog log) {
    }

    /**
     * Writes the samples of a question and their events.
     *
     * @param log      the log
     * @param question the question
     * @param folder   folder to create, in a place that the driver and the executors share; a job that does not finish
     *     leaves no such folder, or the earlier one
     * @param replace  whether an earlier cohort in this folder may be replaced
     * @return what the job did, and what it needed
     * @throws ForesaleException             if the folder exists and may not be replaced, or cannot be written
     * @throws IllegalArgumentException for the reasons of {@link Question#cohort}
     */
    public static JobReport write(SparkLog log, Question question, Path folder, boolean replace) {
        Selection.requireFree(folder, replace);
        Selection selection = question.select(log.users(question.split()));
        selection.write(log.frame(), folder.toAbsolutePath(), replace, new SparkCohort(log)::events);
        return report(log, selection.samples().size());
    }

    /**
     * Writes the samples of all categories at once, their labels and their events.
     *
     * @param log      the log
     * @param question the question
     * @param folder   folder to create, in a place that the driver and the executors share; a job that does not finish
     *     leaves no such folder, or the earlier one
     * @param replace  whether an earlier cohort in this folder may be replaced
     * @return what the job did, and what it needed
     * @throws ForesaleException             if the folder exists and may not be replaced, or cannot be written
     * @throws IllegalArgumentException for the reasons of {@link CategorySnapshot#cohort}
     */
    public static JobReport write(SparkLog log, CategorySnapshot question, Path folder, boolean replace) {
        Selection.requireFree(folder, replace);
        CategorySelection selection = question.select(log.users(question.split()));
        selection.write(log.frame(), folder.toAbsolutePath(), replace, new SparkCohort(log)::events);
        return report(log, selection.samples().size());
    }

    private static JobReport report(SparkLog log, int samples) {
        long users = log.kept().map(PartBuilder.Part::users).fold(0, Integer::sum);
        return log.report(users, samples);
    }

    private int[] events(List<Selection.Chosen> samples, Path folder) {
        JavaRDD<List<Wanted>> wanted = byPartition(samples);
        Broadcast<LogFrame> frame = log.everywhere();
        int[] counts = new int[samples.size()];
        log.kept().zipPartitions(wanted, (parts, its) -> List.of(count(found(parts, its, frame))).iterator())
                .collect().forEach(pairs -> {
                    for (int i = 0; i < pairs.length; i += 2) {
                        counts[pairs[i]] = pairs[i + 1];
                    }
                });
        JavaRDD<Row> rows = log.kept().zipPartitions(wanted, (parts, its) ->
                LazyIterators.flat(found(parts, its, frame), SparkCohort::rows));
        table(log.session().createDataFrame(rows, schema())).write().parquet(SharedFolder.written(folder));
        return counts;
    }

    /** The samples of each partition's users. */
    private JavaRDD<List<Wanted>> byPartition(List<Selection.Chosen> samples) {
        int partitions = log.parts().getNumPartitions();
        List<List<Wanted>> wanted = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            wanted.add(new ArrayList<>());
        }
        for (int number = 0; number < samples.size(); number++) {
            Selection.Chosen chosen = samples.get(number);
            wanted.get(chosen.part()).add(new Wanted(chosen.userId(), number, chosen.sample().cut()));
        }
        return JavaSparkContext.fromSparkContext(log.session().sparkContext()).parallelize(wanted, partitions);
    }

    /** The samples of a partition with their histories. */
    private static Iterator<Found> found(Iterator<PartBuilder.Part> parts, Iterator<List<Wanted>> wanted,
            Broadcast<LogFrame> frame) {
        Map<String, List<Wanted>> byUser = new HashMap<>();
        wanted.forEachRemaining(samples -> samples.forEach(sample ->
                byUser.computeIfAbsent(sample.userId(), user -> new ArrayList<>()).add(sample)));
        return LazyIterators.flat(parts, part -> {
            PurchaseLog users = part.in(frame.value());
            return IntStream.range(0, users.users()).boxed().flatMap(user ->
                    byUser.getOrDefault(users.userId(user), List.of()).stream().map(sample ->
                            new Found(sample, users.history(user).before(sample.cut()), users))).iterator();
        });
    }

    /** For each sample its number and how many events it has. */
    private static int[] count(Iterator<Found> samples) {
        List<Integer> pairs = new ArrayList<>();
        samples.forEachRemaining(found -> pairs.addAll(List.of(found.sample().number(), found.history().size())));
        return pairs.stream().mapToInt(Integer::intValue).toArray();
    }

    private StructType schema() {
        StructType schema = new StructType().add("sample", DataTypes.IntegerType)
                .add("user", DataTypes.StringType).add(DAY, DataTypes.IntegerType)
                .add(TIME, DataTypes.TimestampNTZType).add("basket", DataTypes.StringType)
                .add("product", DataTypes.StringType);
        for (Level level : Level.values()) {
            schema = schema.add("class" + (level.ordinal() + 1), DataTypes.StringType);
        }
        return schema.add("quantity", DataTypes.DoubleType).add("value", DataTypes.DoubleType);
    }

    /** The columns that a cohort's files have: a date where the log has no time of day, baskets where it has some. */
    private Dataset<Row> table(Dataset<Row> events) {
        Dataset<Row> table = log.frame().timeOfDay() ? events
                : events.withColumn(TIME, functions.expr("date_from_unix_date(" + DAY + ")"));
        table = table.drop(DAY);
        return log.frame().baskets() ? table : table.drop("basket");
    }

    private static Iterator<Row> rows(Found found) {
        History history = found.history();
        return IntStream.range(0, history.size()).mapToObj(line -> row(found, history, line)).iterator();
    }

    private static Row row(Found found, History history, int line) {
        PurchaseLog log = found.log();
        Taxonomy taxonomy = log.taxonomy();
        int third = history.thirdClass(line);
        LocalDateTime time = log.date(history.day(line)).atStartOfDay().plusSeconds(Math.max(0, history.second(line)));
        String basket = history.basket(line) < 0 ? "" : log.basketId(history.basket(line));
        return RowFactory.create(found.sample().number(), found.sample().userId(),
                (int) time.toLocalDate().toEpochDay(), time, basket, log.productId(history.product(line)),
                name(taxonomy, third, Level.FIRST), name(taxonomy, third, Level.SECOND),
                name(taxonomy, third, Level.THIRD), history.quantity(line), history.value(line));
    }

    private static String name(Taxonomy taxonomy, int third, Level level) {
        return taxonomy.name(level, taxonomy.ancestor(third, level));
    }

    @Override
    public String toString() {
        return "Cohorts of " + log;
    }
}
