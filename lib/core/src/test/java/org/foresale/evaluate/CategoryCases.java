package org.foresale.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Samples and scores to measure in every category. */
final class CategoryCases {

    private static final JsonNode EXPECTED = read();

    private CategoryCases() {
    }

    /** What scikit-learn and scipy say, made by src/test/python/categories.py. */
    static JsonNode expected() {
        return EXPECTED;
    }

    private static JsonNode read() {
        try (InputStream in = CategoryCases.class.getResourceAsStream("/org/foresale/categories.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The board that the expected values are of: "mine" has three seeds, "yours" one. */
    static CategoryBoard board() {
        CategoryBoard board = CategoryBoard.of("test", labels());
        for (int seed = 0; seed < 3; seed++) {
            board = board.with("mine", scores("mine", seed));
        }
        return board.with("yours", scores("yours", 0));
    }

    static List<CategoryLabels> labels() {
        List<String> categories = names(expected().get("categories").size());
        return stream(expected().get("parts")).map(part -> CategoryLabels.of(categories, ints(part.get("users")),
                bits(part.get("buys")), bits(part.get("before")))).toList();
    }

    static List<double[][]> scores(String learner, int seed) {
        return stream(expected().get("parts"))
                .map(part -> stream(part.get("scores").get(learner).get(seed)).map(Cases::doubles)
                        .toArray(double[][]::new)).toList();
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "category " + i).toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static int[] ints(JsonNode numbers) {
        return stream(numbers).mapToInt(JsonNode::asInt).toArray();
    }

    private static List<BitSet> bits(JsonNode rows) {
        return stream(rows).map(row -> bits(IntStream.range(0, row.size()).filter(i -> row.get(i).asBoolean())
                .toArray())).toList();
    }

    static BitSet bits(int... places) {
        BitSet bits = new BitSet();
        Arrays.stream(places).forEach(bits::set);
        return bits;
    }

    /** Samples of so many users in one part, each of whom buys a category as likely as not. */
    static CategoryLabels random(Random random, int users, int categories) {
        List<BitSet> buys = new ArrayList<>();
        List<BitSet> before = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            buys.add(bits(IntStream.range(0, categories).filter(category -> random.nextBoolean()).toArray()));
            before.add(bits(IntStream.range(0, categories).filter(category -> random.nextBoolean()).toArray()));
        }
        return CategoryLabels.of(names(categories), IntStream.range(0, users).toArray(), buys, before);
    }

    static double[][] noise(Random random, int samples, int categories) {
        return IntStream.range(0, samples).mapToObj(i -> random.doubles(categories).toArray())
                .toArray(double[][]::new);
    }

    /** Scores that are high where a sample buys, or low there. */
    static double[][] sure(CategoryLabels labels, boolean right) {
        return IntStream.range(0, labels.size()).mapToObj(i -> IntStream.range(0, labels.categories().size())
                .mapToDouble(category -> labels.buys(i, category) == right ? .9 : .1).toArray())
                .toArray(double[][]::new);
    }
}
