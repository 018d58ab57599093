package org.foresale.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogFrame;
import org.foresale.log.PartBuilder;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.NewFolder;
import org.foresale.log.internal.ScratchFolder;
import org.foresale.model.CategoryModel;
import org.foresale.model.PurchaseModel;
import org.foresale.model.ScoredCategories;
import org.foresale.model.ScoredUsers;

/**
 * Writes the probabilities of all users of a log on a cluster, by a saved model: those of {@link PurchaseModel#score}
 * or, for a model of all categories, those of {@link CategoryModel#score}.
 *
 * <p>The model's file is sent to the executors unchanged, and each task reads it with the same checks as any other
 * reader.
 */
public final class SparkScores {

    private static final String DESCRIPTION = "scores.json";
    private static final String USERS = "users";
    private static final String FORMAT = "foresale-scores-2";
    private static final String USER = "user";
    private static final String PROBABILITY = "probability";
    private static final StructType SCORE = new StructType().add(USER, DataTypes.StringType)
            .add(PROBABILITY, DataTypes.DoubleType).add("predicted", DataTypes.BooleanType)
            .add("known", DataTypes.BooleanType);
    private static final StructType SCORE_OF_CATEGORY = new StructType().add(USER, DataTypes.StringType)
            .add("category", DataTypes.StringType).add(PROBABILITY, DataTypes.DoubleType)
            .add("bought_before", DataTypes.BooleanType);

    /** Makes the rows of a part of a log; a predictor serves one thread at a time, so each task has its own. */
    private interface Scorer {

        /** What is foreseen, in words. */
        String target();

        /** Refuses a log that lacks it. */
        void requireIn(Taxonomy taxonomy);

        Iterator<Row> rows(PurchaseLog part, LocalDate day);
    }

    /** A model of one target. */
    private record OfTarget(PurchaseModel model) implements Scorer {

        @Override
        public String target() {
            return model.target().name();
        }

        @Override
        public void requireIn(Taxonomy taxonomy) {
            model.target().in(taxonomy);
        }

        @Override
        public Iterator<Row> rows(PurchaseLog part, LocalDate day) {
            ScoredUsers scored = model.score(part, day);
            return IntStream.range(0, scored.size())
                    .mapToObj(i -> RowFactory.create(scored.userId(i), scored.probability(i), scored.isPredicted(i),
                            scored.isKnown(i))).iterator();
        }
    }

    /** A model of every category. */
    private record OfCategories(CategoryModel model) implements Scorer {

        @Override
        public String target() {
            return model.categories().size() + " categories";
        }

        @Override
        public void requireIn(Taxonomy taxonomy) {
            model.categories().requireSomeIn(taxonomy);
        }

        @Override
        public Iterator<Row> rows(PurchaseLog part, LocalDate day) {
            ScoredCategories scored = model.score(part, day);
            List<String> paths = model.categories().paths();
            return IntStream.range(0, scored.size()).boxed().<Row>flatMap(i -> IntStream.range(0, paths.size())
                    .mapToObj(place -> RowFactory.create(scored.userId(i), paths.get(place),
                            scored.probability(i, place), scored.boughtBefore(i, place)))).iterator();
        }
    }

    private final Scorer scorer;
    private final byte[] file;

    private SparkScores(Scorer scorer, byte[] file) {
        this.scorer = scorer;
        this.file = file;
    }

    /**
     * Returns a scorer with a saved model.
     *
     * @param model file of the model, for one target or for all categories
     * @return the scorer, which writes the model's probabilities
     * @throws org.foresale.log.ForesaleException if the file is not a model, or is damaged, modified or of another
     *     version
     * @throws ForesaleException if the file cannot be read a second time
     */
    public static SparkScores of(Path model) {
        Scorer read = read(model);
        try {
            return new SparkScores(read, Files.readAllBytes(model));
        } catch (IOException e) {
            throw new ForesaleException("The model " + model + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Scorer read(Path model) {
        return CategoryModel.isIn(model) ? new OfCategories(CategoryModel.read(model))
                : new OfTarget(PurchaseModel.read(model));
    }

    /**
     * Rejects a folder that could not be written, before any work is done.
     *
     * @param folder  the folder
     * @param replace whether earlier scores may be replaced
     * @throws ForesaleException if the folder exists and may not be replaced, or does not contain scores
     */
    public static void requireFree(Path folder, boolean replace) {
        NewFolder.requireFree(folder, mark(replace));
    }

    private static Optional<String> mark(boolean replace) {
        return replace ? Optional.of(DESCRIPTION) : Optional.empty();
    }

    /**
     * Writes the probabilities of all users to Parquet files in the folder users. For a target, they have one row per
     * user: id, probability, whether a purchase is predicted, and whether anything is known of the user before the day.
     * For all categories, they have one row per user and category: the two, the probability, and whether the user had
     * bought the category before the day. scores.json describes the scores.
     *
     * @param log     the log; its classes have the same names as in the log that the model was fitted to
     * @param day     the first day that is not seen, from the log's second day to the day after its last
     * @param folder  folder to create, in a place that the driver and the executors share; a job that does not finish
     *     leaves no such folder, or the earlier one
     * @param replace whether earlier scores in this folder may be replaced
     * @return what the job did, and what it needed
     * @throws ForesaleException             if the folder exists and may not be replaced, or cannot be written
     * @throws IllegalArgumentException if the day is out of range, or if the log lacks a class of the target
     */
    public JobReport write(SparkLog log, LocalDate day, Path folder, boolean replace) {
        requireFree(folder, replace);
        LogFrame frame = log.frame();
        frame.cut(day);
        scorer.requireIn(frame.taxonomy());
        Broadcast<byte[]> sent = JavaSparkContext.fromSparkContext(log.session().sparkContext()).broadcast(file);
        try {
            JavaRDD<Row> rows = probabilities(log.parts(), log.everywhere(), sent, day);
            return NewFolder.make(folder.toAbsolutePath(), mark(replace), files -> {
                Path users = files.resolve(USERS);
                log.session().createDataFrame(rows, schema()).write().parquet(SharedFolder.written(users));
                long scored = log.session().read().parquet(SharedFolder.read(users)).count() / rowsAUser();
                ObjectNode json = new ObjectMapper().createObjectNode().put("format", FORMAT)
                        .put("log", frame.name()).put("day", day.toString()).put("target", scorer.target())
                        .put("users", scored);
                new ObjectMapper().writerWithDefaultPrettyPrinter()
                        .writeValue(files.resolve(DESCRIPTION).toFile(), json);
                return log.report(scored, scored);
            });
        } finally {
            sent.unpersist(false);
        }
    }

    private static JavaRDD<Row> probabilities(JavaRDD<PartBuilder.Part> parts, Broadcast<LogFrame> frame,
            Broadcast<byte[]> sent, LocalDate day) {
        return parts.mapPartitions(its -> {
            if (!its.hasNext()) {
                return Collections.emptyIterator();
            }
            Scorer mine = read(sent.value());
            return LazyIterators.flat(its, part -> mine.rows(part.in(frame.value()), day));
        });
    }

    private StructType schema() {
        return scorer instanceof OfCategories ? SCORE_OF_CATEGORY : SCORE;
    }

    private int rowsAUser() {
        return scorer instanceof OfCategories of ? of.model().categories().size() : 1;
    }

    private static Scorer read(byte[] file) {
        try (ScratchFolder scratch = new ScratchFolder()) {
            return read(Files.write(scratch.file(".zip"), file));
        } catch (IOException e) {
            throw new UncheckedIOException("the model cannot be put into the temporary folder of an executor", e);
        }
    }

    @Override
    public String toString() {
        return "Scores on a cluster by " + scorer;
    }
}
