package org.foresale.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.foresale.cohort.RuleResults;
import org.foresale.cohort.UserSplit;
import org.foresale.cohort.Users;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogFrame;
import org.foresale.log.LogRules;
import org.foresale.log.LogSurvey;
import org.foresale.log.PartBuilder;
import org.foresale.log.PartReader;
import org.foresale.log.QualityReport;

/**
 * Holds a purchase log on a cluster: the lines of a DataFrame, read, checked and grouped into histories by the rules of
 * {@link org.foresale.log.LogSource#load}, with some of the users on each executor.
 *
 * <p>A first pass over the source determines the window, the taxonomy, the excluded lines, and users with too many
 * lines. A second pass brings the lines of each user together. Spark sorts them by user, on disk if there are many, so
 * a partition does not have to fit into memory: it is processed in parts with a bounded number of lines, one after the
 * other. A single user has to fit; a user with more lines than {@link SparkSettings#linesAUser} is rejected before the
 * second pass.
 *
 * <p>The driver receives counts, the taxonomy, and the result of a question's rules for each user, but never the lines.
 */
public final class SparkLog implements AutoCloseable {

    private static final int MAX_SUSPECTS = 20;
    private static final StructType LINE = new StructType().add(Source.USER, DataTypes.StringType)
            .add("seconds", DataTypes.LongType).add("basket", DataTypes.StringType)
            .add("product", DataTypes.StringType).add("class", DataTypes.IntegerType)
            .add("quantity", DataTypes.DoubleType).add("value", DataTypes.DoubleType);

    private final SparkSession session;
    private final JobMeter meter;
    private final LogSurvey survey;
    private final LogFrame frame;
    private final LogRules rules;
    private final Broadcast<LogFrame> everywhere;
    private final Supplier<JavaRDD<PartBuilder.Part>> second;
    /** What the second pass gives; empty until somebody needs it, so that what cannot be answered is refused before. */
    private Optional<JavaRDD<PartBuilder.Part>> parts = Optional.empty();

    private SparkLog(SparkSession session, JobMeter meter, LogSurvey survey, LogFrame frame,
            LogRules rules, Broadcast<LogFrame> everywhere, Supplier<JavaRDD<PartBuilder.Part>> second) {
        this.session = session;
        this.meter = meter;
        this.survey = survey;
        this.frame = frame;
        this.rules = rules;
        this.everywhere = everywhere;
        this.second = second;
    }

    /**
     * Reads the log from the rows of a DataFrame.
     *
     * @param lines    one row per line; it is read once now, and once more when a question is asked or users are scored
     * @param name     name of the log
     * @param mapping  meaning of the columns
     * @param rules    which lines belong to the log
     * @param settings how the lines are distributed
     * @return the log, which has to be closed
     * @throws ForesaleException             if a mapped column is missing, appears twice or has a type without cells,
     *     if no lines are left, or if a user has too many
     * @throws IllegalArgumentException if the name is blank, or if the rules select only some users
     */
    public static SparkLog of(Dataset<Row> lines, String name, ColumnMapping mapping, LogRules rules,
            SparkSettings settings) {
        LogSettings reading = LogSettings.of(mapping, rules);
        Dataset<Row> source = Source.of(lines, name, mapping, reading);
        SparkSession session = lines.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        JobMeter meter = JobMeter.start(context);
        try {
            LogSurvey survey = survey(source, reading);
            LogFrame frame = survey.frame(name, mapping, rules);
            refuseTooBusy(source, reading, settings.linesAUser(), name);
            Broadcast<LogFrame> everywhere = context.broadcast(frame);
            int partitions = settings.partitions().orElse((int) Math.max(context.defaultParallelism(),
                    survey.kept() / SparkSettings.LINES_A_PARTITION + 1));
            return new SparkLog(session, meter, survey, frame, rules, everywhere,
                    () -> parts(source, reading, everywhere, settings, partitions));
        } catch (RuntimeException e) {
            meter.stop();
            throw e;
        }
    }

    private static LogSurvey survey(Dataset<Row> source, LogSettings reading) {
        return source.javaRDD().mapPartitions(rows -> List.of(reading.reader(TaskContext.getPartitionId())
                .survey(LazyIterators.of(rows, Source::cells))).iterator())
                .treeAggregate(LogSurvey.none(), LogSurvey::and, LogSurvey::and);
    }

    /** Looks at the user column alone first; only of a user with many rows it is asked how many of them are kept. */
    private static void refuseTooBusy(Dataset<Row> source, LogSettings reading, int most, String name) {
        List<Row> suspects = source.groupBy(Source.USER).count().filter(functions.col("count").gt(most)
                .and(functions.length(functions.trim(functions.col(Source.USER))).gt(0)))
                .orderBy(functions.col("count").desc()).limit(MAX_SUSPECTS).collectAsList();
        for (Row suspect : suspects) {
            String user = suspect.getString(0);
            long kept = survey(source.filter(functions.col(Source.USER).equalTo(user)), reading).kept();
            if (kept > most) {
                throw PartBuilder.tooMany(user, name, most);
            }
        }
    }

    private static JavaRDD<PartBuilder.Part> parts(Dataset<Row> source, LogSettings reading,
            Broadcast<LogFrame> everywhere, SparkSettings settings, int partitions) {
        MapPartitionsFunction<Row, Row> judged = rows -> LazyIterators.of(reading.reader(TaskContext.getPartitionId())
                .lines(LazyIterators.of(rows, Source::cells), everywhere.value().taxonomy()), SparkLog::row);
        int room = settings.linesAPart();
        int most = settings.linesAUser();
        return source.mapPartitions(judged, Encoders.row(LINE))
                .repartition(partitions, functions.col(Source.USER)).sortWithinPartitions(Source.USER)
                .javaRDD().mapPartitions(rows ->
                        new PartBuilder(LazyIterators.of(rows, SparkLog::line), everywhere.value(), room, most));
    }

    private static Row row(PartReader.Line line) {
        return RowFactory.create(line.user(), line.seconds(), line.basket(), line.product(), line.thirdClass(),
                line.quantity(), line.value());
    }

    private static PartReader.Line line(Row row) {
        return new PartReader.Line(row.getString(0), row.getLong(1), row.getString(2), row.getString(3), row.getInt(4),
                row.getDouble(5), row.getDouble(6));
    }

    /**
     * Returns the log's name, calendar and taxonomy.
     *
     * @return what all parts of the log share
     */
    public LogFrame frame() {
        return frame;
    }

    /**
     * Reports what was read, and what was excluded and why; repeated lines are counted over all lines together.
     *
     * @return the report
     */
    public QualityReport quality() {
        return survey.quality(frame.name(), rules,
                kept().map(PartBuilder.Part::tally).fold(PartBuilder.Tally.none(), PartBuilder.Tally::and));
    }

    /**
     * Returns the users, to ask a question about them.
     *
     * @param split split of the users
     * @return the users; asking a question about them is a Spark job, which brings the results to the driver
     */
    public Users users(UserSplit split) {
        return new Users() {
            @Override
            public LogFrame frame() {
                return frame;
            }

            @Override
            public <T extends Serializable> RuleResults<T> ask(RuleResults.Rule<T> rule) {
                return RuleResults.merged(results(kept(), everywhere, split, rule).collect());
            }
        };
    }

    private static <T extends Serializable> JavaRDD<RuleResults<T>> results(JavaRDD<PartBuilder.Part> parts,
            Broadcast<LogFrame> shared, UserSplit split, RuleResults.Rule<T> rule) {
        return parts.mapPartitionsWithIndex((partition, its) -> {
            List<RuleResults<T>> results = new ArrayList<>();
            its.forEachRemaining(part -> results.add(RuleResults.of(part.in(shared.value()), partition, split, rule)));
            return results.isEmpty() ? results.iterator() : List.of(RuleResults.merged(results)).iterator();
        }, true);
    }

    SparkSession session() {
        return session;
    }

    Broadcast<LogFrame> everywhere() {
        return everywhere;
    }

    /** The users' histories, made anew each time. */
    synchronized JavaRDD<PartBuilder.Part> parts() {
        if (parts.isEmpty()) {
            parts = Optional.of(second.get());
        }
        return parts.get();
    }

    /**
     * Returns a copy that the executors keep, for those who go over the histories several times. They are kept on disk,
     * which the system holds in memory where there is some to spare: in the heap they would take, in large pieces, more
     * than what Spark accounts for, and an executor with many partitions would run out of it.
     */
    JavaRDD<PartBuilder.Part> kept() {
        JavaRDD<PartBuilder.Part> made = parts();
        return made.getStorageLevel().equals(StorageLevel.NONE()) ? made.persist(StorageLevel.DISK_ONLY())
                : made;
    }

    /** What was done since the first line was read. */
    JobReport report(long users, long results) {
        return meter.report(survey.read(), survey.kept(), users, results, parts().getNumPartitions());
    }

    /** Releases what the executors hold. */
    @Override
    public synchronized void close() {
        meter.stop();
        parts.ifPresent(made -> made.unpersist(true));
        everywhere.unpersist(true);
    }

    @Override
    public String toString() {
        return frame.name() + " on a cluster";
    }
}
