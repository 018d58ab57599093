package org.foresale.internal.trees;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.foresale.log.internal.OneLine;

/**
 * XGBoost's own JSON model of one label, read without trust.
 *
 * <p>The native library believes what a model says of itself: a child out of range or a circle of nodes would send it
 * astray. So it is only shown a model written here anew, from trees that were checked and constants.
 *
 * @param version   of XGBoost that wrote it: three numbers
 * @param columns   how many features a row has
 * @param baseScore probability of a row before any tree, as XGBoost writes it
 * @param trees     the checked trees
 */
record TreeModel(List<Integer> version, int columns, String baseScore, List<ObjectNode> trees) {

    /** Trees of a model at most. */
    static final int MAX_TREES = 5_000;
    /** Nodes of all trees of a model together, at most. */
    static final int MAX_NODES = 500_000;

    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_NUMBERS = 16 * MAX_NODES;
    private static final int MAX_OTHER_TOKENS = 64 * MAX_TREES;
    private static final int DEEPEST_NESTING = 16;
    private static final int VERSION = 3;
    private static final Pattern BASE_SCORE = Pattern.compile("\\[?([0-9]{1,9}([.][0-9]{1,20})?(E[+-]?[0-9]{1,3})?)]?");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING)
                    .maxNumberLength(64).maxStringLength(1_000).maxNameLength(100).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * Reads a model.
     *
     * @param json    the model as XGBoost writes it
     * @param columns how many features a row has
     * @throws IllegalArgumentException if it is not a model of such rows; the message says why
     */
    static TreeModel read(byte[] json, int columns) {
        JsonNode root = parsed(json);
        JsonNode learner = root.path("learner");
        JsonNode booster = learner.path("gradient_booster");
        JsonNode model = booster.path("model");
        JsonNode shape = learner.path("learner_model_param");
        JsonNode trees = model.path("trees");
        require("objective", learner.path("objective").path("name"), "binary:logistic");
        require("booster", booster.path("name"), "gbtree");
        require("number of features", shape.path("num_feature"), columns);
        require("number of targets", shape.path("num_target"), 1);
        require("number of classes", shape.path("num_class"), 0);
        require("number of trees a round", model.path("gbtree_model_param").path("num_parallel_tree"), 1);
        require("number of trees", model.path("gbtree_model_param").path("num_trees"), trees.size());
        if (!trees.isArray() || trees.isEmpty() || trees.size() > MAX_TREES) {
            throw refused(trees.size() + " trees, not 1 to " + MAX_TREES);
        }
        requireNumbers("groups of the trees", model.path("tree_info"), IntStream.range(0, trees.size()).map(i -> 0));
        requireNumbers("rounds of the trees", model.path("iteration_indptr"), IntStream.rangeClosed(0, trees.size()));
        for (JsonNode categories : model.path("cats")) {
            if (!categories.isEmpty() || categories.isValueNode()) {
                throw refused("categories, but features are numbers");
            }
        }
        List<ObjectNode> checked = new ArrayList<>();
        int nodes = 0;
        for (JsonNode tree : trees) {
            nodes += TreeCheck.nodes(tree, checked.size(), columns);
            if (nodes > MAX_NODES) {
                throw refused("more than " + MAX_NODES + " nodes");
            }
            checked.add(((ObjectNode) tree).retain(TreeCheck.FIELDS));
        }
        return new TreeModel(version(root.path("version")), columns, baseScore(shape.path("base_score")), checked);
    }

    private static JsonNode parsed(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw refused(json.length + " bytes, more than " + MAX_BYTES);
        }
        try {
            countTokens(json);
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the model of trees is not the JSON it should be: "
                    + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the model of trees is no text: " + e.getMessage(), e);
        }
    }

    /** Bounds the memory that the JSON takes once it is read: millions of small objects fit into few bytes. */
    private static void countTokens(byte[] json) throws IOException {
        int numbers = 0;
        int others = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    numbers++;
                } else {
                    others++;
                }
                if (numbers > MAX_NUMBERS || others > MAX_OTHER_TOKENS) {
                    throw refused("more content than " + MAX_TREES + " trees of " + MAX_NODES + " nodes");
                }
            }
        }
    }

    private static List<Integer> version(JsonNode version) {
        if (version.size() != 3 || version.get(0).asInt() != VERSION) {
            throw refused("the version " + shown(version) + ", not one of XGBoost " + VERSION);
        }
        return List.of(VERSION, version.get(1).asInt(), version.get(2).asInt());
    }

    private static String baseScore(JsonNode score) {
        Matcher matcher = BASE_SCORE.matcher(score.asText());
        if (matcher.matches()) {
            float probability = Float.parseFloat(matcher.group(1));
            if (probability > 0 && probability < 1) {
                return "[" + matcher.group(1) + "]";
            }
        }
        throw refused("the base score " + shown(score) + ", not a number above 0 and below 1");
    }

    /** XGBoost writes its parameters, even the numbers, as texts. */
    static void require(String what, JsonNode value, Object wanted) {
        if (!value.isTextual() || !value.textValue().equals(wanted.toString())) {
            throw refused("the " + what + " " + shown(value) + ", not " + wanted);
        }
    }

    private static void requireNumbers(String what, JsonNode values, IntStream wanted) {
        int[] numbers = wanted.toArray();
        boolean same = values.isArray() && values.size() == numbers.length;
        for (int i = 0; same && i < numbers.length; i++) {
            same = values.get(i).isInt() && values.get(i).intValue() == numbers[i];
        }
        if (!same) {
            throw refused("other " + what + " than one tree a round has");
        }
    }

    static IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException("the model of trees has " + reason);
    }

    static String shown(JsonNode value) {
        String text = value.isContainerNode() ? value.getNodeType() + " of " + value.size() : value.asText();
        return "\"" + OneLine.of(text) + "\"";
    }

    /** The model of the first trees only. */
    TreeModel first(int rounds) {
        return new TreeModel(version, columns, baseScore, trees.subList(0, rounds));
    }

    /** The model as XGBoost reads it; what is read from it is written the same again. */
    byte[] json() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode learner = root.putObject("learner");
        learner.putObject("attributes");
        learner.putArray("feature_names");
        learner.putArray("feature_types");
        ObjectNode booster = learner.putObject("gradient_booster").put("name", "gbtree");
        ObjectNode model = booster.putObject("model");
        ObjectNode categories = model.putObject("cats");
        List.of("enc", "feature_segments", "sorted_idx").forEach(categories::putArray);
        model.putObject("gbtree_model_param").put("num_parallel_tree", "1")
                .put("num_trees", Integer.toString(trees.size()));
        IntStream.rangeClosed(0, trees.size()).forEach(model.putArray("iteration_indptr")::add);
        trees.forEach(tree -> model.withArray("tree_info").add(0));
        model.putArray("trees").addAll(trees);
        learner.putObject("learner_model_param").put("base_score", baseScore).put("boost_from_average", "0")
                .put("num_class", "0").put("num_feature", Integer.toString(columns)).put("num_target", "1");
        learner.putObject("objective").put("name", "binary:logistic")
                .putObject("reg_loss_param").put("scale_pos_weight", "1");
        version.forEach(root.putArray("version")::add);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
