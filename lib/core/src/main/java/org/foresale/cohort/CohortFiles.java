package org.foresale.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogFrame;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.FolderSums;
import org.foresale.log.internal.Interrupts;
import org.foresale.log.internal.NewFolder;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Writes and reads a cohort as files that any tool for data can use. */
final class CohortFiles {

    private static final String VERSION = "foresale-cohort-1";
    private static final String DESCRIPTION = "cohort.json";
    private static final String SAMPLES = "samples.parquet";
    static final String EVENTS = "events";
    private static final long LARGEST_DESCRIPTION = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CohortFiles() {
    }

    static void write(Cohort cohort, Path folder) {
        NewFolder.make(folder, files -> {
            describe(cohort.log().frame(), cohort.name(), cohort.target(), cohort::eligible, cohort.funnel(), files);
            EventFiles events = new EventFiles(cohort.log(), Files.createDirectory(files.resolve(EVENTS)));
            SampleTable table = new SampleTable(cohort.log().frame());
            for (Split part : Split.values()) {
                Samples samples = cohort.samples(part);
                for (int i = 0; i < samples.size(); i++) {
                    History history = samples.history(i);
                    events.add(table.size(), samples.userId(i), history);
                    table.add(samples.userId(i), samples.get(i), history.size());
                }
            }
            events.close();
            table.write(files.resolve(SAMPLES));
            FolderSums.write(files);
            return folder;
        });
    }

    static void write(Selection selection, LogFrame frame, Path folder, boolean replace, Selection.Events events) {
        NewFolder.make(folder, mark(replace), files -> {
            describe(frame, selection.name(), selection.target(), selection::eligible, selection.funnel(), files);
            List<Selection.Chosen> samples = selection.samples();
            int[] counts = events.write(samples, files.resolve(EVENTS));
            SampleTable table = new SampleTable(frame);
            for (int i = 0; i < counts.length; i++) {
                table.add(samples.get(i).userId(), samples.get(i).sample(), counts[i]);
            }
            table.write(files.resolve(SAMPLES));
            FolderSums.write(files);
            return folder;
        });
    }

    /** By what an earlier cohort is known, if it may be replaced. */
    static Optional<String> mark(boolean replace) {
        return replace ? Optional.of(DESCRIPTION) : Optional.empty();
    }

    private static void describe(LogFrame log, String name, Target target, Function<Split, Cohort.Eligible> eligible,
            Funnel funnel, Path files) throws IOException {
        ObjectNode json = head(VERSION, log, name);
        json.putObject("target").put("name", target.name()).put("level", target.level().name())
                .putPOJO("classes", target.classes());
        ObjectNode splits = json.putObject("eligible");
        for (Split split : Split.values()) {
            splits.putObject(split.name()).put("samples", eligible.apply(split).samples())
                    .put("positives", eligible.apply(split).positives());
        }
        write(json, funnel, files);
    }

    /** Describes samples that have no target. */
    static void describe(String version, LogFrame log, String name, Funnel funnel, Path files) throws IOException {
        write(head(version, log, name), funnel, files);
    }

    private static ObjectNode head(String version, LogFrame log, String name) {
        ObjectNode json = JSON.createObjectNode().put("format", version).put("name", name);
        json.putObject("log").put("name", log.name()).put("firstDay", log.firstDay().toString())
                .put("days", log.days()).put("baskets", log.baskets())
                .putPOJO("levels", log.taxonomy().levelNames());
        return json;
    }

    private static void write(ObjectNode json, Funnel funnel, Path files) throws IOException {
        ArrayNode steps = json.putArray("funnel");
        for (Funnel.Step step : funnel.steps()) {
            ObjectNode node = steps.addObject().put("kind", step.kind().name()).put("text", step.text());
            for (Split split : Split.values()) {
                node.put(split.name(), step.count(split));
            }
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(files.resolve(DESCRIPTION).toFile(), json);
    }

    /** The samples as they are written, in the order of their numbers. */
    private static final class SampleTable {

        private final LogFrame log;
        private final IntColumn sample = IntColumn.create("sample");
        private final StringColumn user = StringColumn.create("user");
        private final DateColumn cut = DateColumn.create("cut");
        private final BooleanColumn label = BooleanColumn.create("label");
        private final StringColumn split = StringColumn.create("split");
        private final IntColumn shift = IntColumn.create("shift");
        private final IntColumn count = IntColumn.create("events");

        SampleTable(LogFrame log) {
            this.log = log;
        }

        int size() {
            return sample.size();
        }

        void add(String userId, Sample one, int events) {
            sample.append(sample.size());
            user.append(userId);
            cut.append(log.date(one.cut()));
            label.append(one.label());
            split.append(one.split().name().toLowerCase(Locale.ROOT));
            shift.append(one.shift());
            count.append(events);
        }

        void write(Path file) {
            Parquet.write(Table.create("samples", sample, user, cut, label, split, shift, count), file);
        }
    }

    static Cohort read(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_DESCRIPTION) {
                throw new ForesaleException("The folder " + folder + " holds no cohort: its " + DESCRIPTION
                        + " is missing or too large. Give a folder that Cohort.write has made.");
            }
            FolderSums.require(folder);
            JsonNode json = JSON.readTree(file.toFile());
            if (!json.path("format").asText().equals(VERSION)) {
                throw new ForesaleException("The cohort in " + folder + " is of the format \""
                        + shown(json.path("format").asText()) + "\", not " + VERSION + ". Write it anew.");
            }
            return new Reader(folder, json).cohort();
        } catch (ForesaleException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Interrupts.passOn("the cohort in " + folder, e);
            // A foreign file may lack a column, hold another type, or a missing cell where there must be none.
            throw new ForesaleException("The cohort in " + folder + " cannot be read: " + e.getMessage()
                    + ". Is it damaged? Write it anew.", e);
        }
    }

    private static String shown(String text) {
        return OneLine.of(text, 40);
    }

    /** Puts a cohort together again, and refuses one whose parts do not fit. */
    private record Reader(Path folder, JsonNode json) {

        Cohort cohort() {
            PurchaseLog log = log();
            Target target = new Target(text(json.path("target"), "name"),
                    Level.valueOf(text(json.path("target"), "level")), texts(json.path("target").path("classes")));
            Map<Split, Cohort.Eligible> eligible = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                JsonNode node = json.path("eligible").path(split.name());
                eligible.put(split, new Cohort.Eligible(number(node, "samples"), number(node, "positives")));
            }
            List<Funnel.Step> steps = new ArrayList<>();
            for (JsonNode node : json.path("funnel")) {
                Map<Split, Integer> counts = new EnumMap<>(Split.class);
                for (Split split : Split.values()) {
                    counts.put(split, number(node, split.name()));
                }
                steps.add(new Funnel.Step(Funnel.Kind.valueOf(text(node, "kind")), text(node, "text"), counts));
            }
            return new Cohort(text(json, "name"), target, target.presentIn(log.taxonomy()), log, samples(log), eligible,
                    new Funnel(steps));
        }

        /** The events of all samples as a log: those that a user's samples share come once. */
        private PurchaseLog log() {
            JsonNode node = json.path("log");
            ColumnMapping mapping = EventFiles.mapping(node.path("baskets").asBoolean());
            LocalDate first = LocalDate.parse(text(node, "firstDay"));
            return LogSource.file(folder.resolve(EVENTS)).load(mapping, LogRules.withDefaults().withNobody()
                    .withWindow(first, first.plusDays(number(node, "days") - 1L)))
                    .withName(text(node, "name")).withLevelNames(texts(node.path("levels")));
        }

        private List<Sample> samples(PurchaseLog log) {
            Table table = Parquet.read(folder.resolve(SAMPLES)).sortAscendingOn("sample");
            List<Sample> samples = new ArrayList<>();
            Map<Integer, Split> splits = new HashMap<>();
            for (int row = 0; row < table.rowCount(); row++) {
                String id = table.stringColumn("user").get(row);
                int user = log.findUser(id).orElseThrow(() -> new IllegalArgumentException("the user " + shown(id)
                        + " has a sample, but no event"));
                LocalDate cut = table.dateColumn("cut").get(row);
                Sample sample = new Sample(user, (int) (cut.toEpochDay() - log.firstDay().toEpochDay()),
                        table.booleanColumn("label").get(row),
                        Split.valueOf(table.stringColumn("split").get(row).toUpperCase(Locale.ROOT)),
                        table.intColumn("shift").getInt(row));
                int events = log.history(user).before(sample.cut()).size();
                if (events != table.intColumn("events").getInt(row)) {
                    throw new IllegalArgumentException("the sample " + row + " of user " + shown(id) + " should have "
                            + table.intColumn("events").getInt(row) + " events before " + cut + ", but has " + events);
                }
                if (splits.merge(user, sample.split(), (old, other) -> old) != sample.split()) {
                    throw new IllegalArgumentException("the user " + shown(id) + " is in two splits");
                }
                samples.add(sample);
            }
            return samples;
        }

        private static String text(JsonNode node, String field) {
            if (!node.path(field).isTextual()) {
                throw new IllegalArgumentException(DESCRIPTION + " lacks the text \"" + field + "\"");
            }
            return node.get(field).asText();
        }

        private static int number(JsonNode node, String field) {
            if (!node.path(field).isInt() || node.path(field).asInt() < 0) {
                throw new IllegalArgumentException(DESCRIPTION + " lacks the number \"" + field + "\"");
            }
            return node.get(field).asInt();
        }

        private static List<String> texts(JsonNode nodes) {
            List<String> texts = new ArrayList<>();
            nodes.forEach(node -> texts.add(node.asText()));
            return texts;
        }
    }
}
