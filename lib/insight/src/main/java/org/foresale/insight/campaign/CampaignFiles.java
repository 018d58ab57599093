package org.foresale.insight.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.insight.internal.Csv;
import org.foresale.log.ForesaleException;
import org.foresale.log.Parquet;
import org.foresale.log.internal.FolderSums;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** Writes and reads campaigns: the list to hand over, the whole draw, and what was fixed before. */
final class CampaignFiles {

    static final String ADDRESSED = "addressed.csv";
    static final String ADDRESSED_PARQUET = "addressed.parquet";
    private static final String DRAW = "draw.parquet";
    static final String PLAN = "campaign.json";
    private static final String FORMAT = "foresale campaign 1";
    private static final long LARGEST_PLAN = 1L << 16;
    private static final int MAX_DECILE = 10;
    private static final String HELD_OUT = "held_out";
    private static final String LINE_END = "\r\n";
    private static final Map<String, ColumnType> COLUMNS = columns();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CampaignFiles() {
    }

    private static Map<String, ColumnType> columns() {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("user", ColumnType.STRING);
        columns.put("probability", ColumnType.DOUBLE);
        columns.put("decile", ColumnType.INTEGER);
        columns.put(HELD_OUT, ColumnType.BOOLEAN);
        return columns;
    }

    static void write(HoldoutCampaign campaign, Path folder) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(ADDRESSED), StandardCharsets.UTF_8)) {
            out.write("user,probability,decile" + LINE_END);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < campaign.size(); i++) {
                if (!campaign.isHeldOut(i)) {
                    line.setLength(0);
                    Csv.cell(line, campaign.userId(i));
                    line.append(String.format(Locale.ROOT, ",%.6f,%d", campaign.probability(i), campaign.decile(i)))
                            .append(LINE_END);
                    out.append(line);
                }
            }
        }
        Map<String, ColumnType> known = new LinkedHashMap<>(COLUMNS);
        known.remove(HELD_OUT);
        Parquet.write(known, IntStream.range(0, campaign.size()).filter(i -> !campaign.isHeldOut(i))
                .mapToObj(i -> new Object[] {campaign.userId(i), campaign.probability(i), campaign.decile(i)})
                .iterator(), folder.resolve(ADDRESSED_PARQUET));
        Parquet.write(COLUMNS, IntStream.range(0, campaign.size()).mapToObj(i -> new Object[] {campaign.userId(i),
            campaign.probability(i), campaign.decile(i), campaign.isHeldOut(i)}).iterator(), folder.resolve(DRAW));
        HoldoutCampaign.Plan plan = campaign.plan();
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(PLAN).toFile(), JSON.createObjectNode()
                .put("format", FORMAT).put("name", plan.name()).put("start", plan.start().toString())
                .put("days", plan.days()).put("heldOut", plan.heldOut()).put("seed", plan.seed()));
        FolderSums.write(folder);
    }

    static HoldoutCampaign read(Path folder) {
        return reading(folder, List.of(PLAN, DRAW), () -> read(plan(folder), Parquet.read(folder.resolve(DRAW))));
    }

    static HoldoutCampaign.Plan readPlan(Path folder) {
        return reading(folder, List.of(PLAN), () -> plan(folder));
    }

    /** Reads a part of a folder. */
    private interface Reading<T> {

        T get() throws IOException;
    }

    /** The list that was handed over may be opened and saved anew: it is not read again. */
    private static <T> T reading(Path folder, List<String> files, Reading<T> part) {
        try {
            FolderSums.require(folder, files);
            return part.get();
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new ForesaleException("The folder " + folder + " is no campaign that can be read: "
                    + OneLine.of(String.valueOf(e.getMessage())) + ". Copy it again from where it was written.", e);
        }
    }

    private static HoldoutCampaign.Plan plan(Path folder) throws IOException {
        Path file = folder.resolve(PLAN);
        if (Files.size(file) > LARGEST_PLAN) {
            throw new IOException(PLAN + " is larger than any plan");
        }
        JsonNode json;
        try {
            json = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException(PLAN + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!FORMAT.equals(json.path("format").asText())) {
            throw new IOException(PLAN + " has the format \"" + OneLine.of(json.path("format").asText()) + "\", not \""
                    + FORMAT + "\"");
        }
        for (String number : List.of("days", "heldOut", "seed")) {
            if (!json.path(number).isIntegralNumber()) {
                throw new IOException(PLAN + " has no whole number called " + number);
            }
        }
        return new HoldoutCampaign.Plan(json.path("name").asText(), LocalDate.parse(json.path("start").asText()),
                json.path("days").intValue(), json.path("heldOut").intValue(), json.path("seed").longValue());
    }

    private static HoldoutCampaign read(HoldoutCampaign.Plan plan, Table draw) throws IOException {
        if (!draw.columnNames().equals(List.copyOf(COLUMNS.keySet()))
                || !draw.types().equals(List.copyOf(COLUMNS.values()))) {
            throw new IOException(DRAW + " has the columns " + draw.columnNames());
        }
        int n = draw.rowCount();
        String[] users = new String[n];
        double[] probabilities = new double[n];
        int[] deciles = new int[n];
        boolean[] heldOut = new boolean[n];
        for (int i = 0; i < n; i++) {
            users[i] = draw.getString(i, 0);
            probabilities[i] = draw.doubleColumn(1).getDouble(i);
            deciles[i] = draw.intColumn(2).getInt(i);
            heldOut[i] = Boolean.TRUE.equals(draw.booleanColumn(3).get(i));
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1) || deciles[i] < 1 || deciles[i] > MAX_DECILE) {
                throw new IOException("user " + i + " of " + DRAW + " has a probability of " + probabilities[i]
                        + " and is in decile " + deciles[i]);
            }
        }
        if (plan.heldOut() >= n || !Arrays.equals(heldOut,
                Holdout.draw(users, deciles, plan.heldOut(), plan.name(), plan.seed()))) {
            throw new IOException("the users held out are not those that the seed " + plan.seed()
                    + " draws, so the holdout is not random");
        }
        return HoldoutCampaign.of(plan, users, probabilities, deciles, heldOut);
    }
}
