package org.foresale.internal.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of trees that nobody fitted: none may reach the native library. */
class TreeModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TREE = "/learner/gradient_booster/model/trees/1";
    private static final byte[] MODEL = BoostedTrees.fit(Stored.rows().train(), Stored.rows().trainLabels(),
            Map.of("max_depth", 3), 4).toJson();

    /** Each line puts a value (JSON) at a place of a good model; part of the reason for the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /learner/objective/name                                 | "reg:squarederror" | reg:squarederror
            /learner/objective/name                                 | null               | objective
            /learner/gradient_booster/name                          | "dart"             | dart
            /learner/gradient_booster/name                          | "gblinear"         | gblinear
            /learner/learner_model_param/num_feature                | "9"                | number of features "9", not 8
            /learner/learner_model_param/num_feature                | 8                  | number of features
            /learner/learner_model_param/num_target                 | "2"                | targets
            /learner/learner_model_param/num_class                  | "3"                | classes
            /learner/learner_model_param/base_score                 | "[0E0]"            | base score
            /learner/learner_model_param/base_score                 | "[1E0]"            | base score
            /learner/learner_model_param/base_score                 | "[5E-1,5E-1]"      | base score
            /learner/learner_model_param/base_score                 | "NaN"              | base score
            /learner/learner_model_param/base_score                 | "..."              | base score
            /learner/gradient_booster/model/gbtree_model_param/num_trees          | "5" | number of trees "5", not 4
            /learner/gradient_booster/model/gbtree_model_param/num_parallel_tree  | "2" | trees a round
            /learner/gradient_booster/model/trees                   | []                 | number of trees
            /learner/gradient_booster/model/trees                   | {"a":1,"b":1,"c":1,"d":1} | 4 trees
            /learner/gradient_booster/model/tree_info/2             | 1                  | groups
            /learner/gradient_booster/model/iteration_indptr/4      | 3                  | rounds
            /learner/gradient_booster/model/cats/enc                | [1]                | categories
            /learner/gradient_booster/model/cats/enc                | "x"                | categories
            /version/0                                              | 2                  | version
            /version                                                | "3"                | version
            TREE                                                    | 7                  | tree 1 with 0 nodes
            TREE/id                                                 | 2                  | id
            TREE/tree_param/num_nodes                               | "1000000000"       | number of nodes
            TREE/tree_param/num_nodes                               | "-1"               | number of nodes
            TREE/tree_param/num_feature                             | "7"                | number of features
            TREE/tree_param/num_deleted                             | "1"                | deleted
            TREE/tree_param/size_leaf_vector                        | "2"                | leaves
            TREE/left_children/0                                    | 0                  | node 0 with the child 0
            TREE/left_children/1                                    | 0                  | node 1 with the child 0
            TREE/left_children/0                                    | 2                  | node 0 with the child 2
            TREE/left_children/0                                    | -1                 | one child
            TREE/right_children/0                                   | 1000000            | right_children
            TREE/right_children/0                                   | -2                 | right_children
            TREE/right_children/0                                   | 2.0                | right_children
            TREE/right_children/0                                   | 5000000000         | right_children
            TREE/parents/0                                          | 0                  | node 0 with the parent 0
            TREE/parents/2                                          | 1                  | node 2 with the parent 1
            TREE/split_indices/0                                    | 8                  | split_indices
            TREE/split_indices/0                                    | -1                 | split_indices
            TREE/split_indices                                      | []                 | 0 split_indices
            TREE/split_type/0                                       | 1                  | split_type
            TREE/default_left/0                                     | true               | default_left
            TREE/split_conditions/0                                 | "NaN"              | split_conditions
            TREE/split_conditions/0                                 | 1e300              | split_conditions
            TREE/split_conditions/0                                 | 1e999              | split_conditions
            TREE/split_conditions/0                                 | null               | split_conditions
            TREE/split_conditions/0                                 | [1.5]              | split_conditions
            TREE/base_weights/0                                     | 99999999999999999999999 | base_weights
            TREE/categories                                         | [1]                | categories
            TREE/categories_nodes                                   | [0]                | categories
            TREE/sum_hessian                                        | {}                 | sum_hessian
            TREE/loss_changes                                       | [1.5, 2.5]         | loss_changes
            """)
    void alteredModelsAreRefused(String place, String value, String why) throws IOException {
        JsonNode wanted = JSON.readTree(value);
        refused(altered(root -> put(root, place.replace("TREE", TREE), wanted)), why);
    }

    @Test
    void nodesWithoutAParentAreRefused() {
        refused(altered(root -> {
            ObjectNode tree = (ObjectNode) root.at(TREE);
            int nodes = tree.get("parents").size();
            for (String field : new String[] {"left_children", "right_children"}) {
                ((ArrayNode) tree.get(field)).add(-1);
            }
            for (String field : new String[] {"split_indices", "split_type", "default_left"}) {
                ((ArrayNode) tree.get(field)).add(0);
            }
            for (String field : new String[] {"base_weights", "loss_changes", "split_conditions", "sum_hessian"}) {
                ((ArrayNode) tree.get(field)).add(.5);
            }
            ((ArrayNode) tree.get("parents")).add(0);
            ((ObjectNode) tree.get("tree_param")).put("num_nodes", Integer.toString(nodes + 1));
        }), "without a parent");
    }

    @Test
    void absurdSizesAreRefused() {
        refused(altered(root -> {
            ArrayNode trees = (ArrayNode) root.at("/learner/gradient_booster/model/trees");
            while (trees.size() <= TreeModel.MAX_TREES) {
                trees.addObject();
            }
            put(root, "/learner/gradient_booster/model/gbtree_model_param/num_trees",
                    JSON.getNodeFactory().textNode(Integer.toString(trees.size())));
        }), "not 1 to 5000");
        refused(chain(501), "depth");
        assertThat(BoostedTrees.fromJson(chain(500), 8).predict(Stored.rows().train())).hasSize(200);
        refused(chain(TreeModel.MAX_NODES / 2 + 1), "nodes");
        refused(("[" + "{},".repeat(400_000) + "{}]").getBytes(StandardCharsets.UTF_8), "more content");
        refused(("[" + "1,".repeat(9_000_000) + "1]").getBytes(StandardCharsets.UTF_8), "more content");
        refused(new byte[(64 << 20) + 1], "bytes");
    }

    /** A tree in which every left child is a leaf. */
    private static byte[] chain(int depth) {
        return altered(root -> {
            ObjectNode tree = (ObjectNode) root.at(TREE);
            int nodes = 2 * depth + 1;
            for (String field : new String[] {"base_weights", "loss_changes", "split_conditions", "sum_hessian"}) {
                ArrayNode values = tree.putArray(field);
                for (int i = 0; i < nodes; i++) {
                    values.add(.5);
                }
            }
            for (String field : new String[] {"split_indices", "split_type", "default_left"}) {
                ArrayNode values = tree.putArray(field);
                for (int i = 0; i < nodes; i++) {
                    values.add(0);
                }
            }
            ArrayNode left = tree.putArray("left_children");
            ArrayNode right = tree.putArray("right_children");
            ArrayNode parents = tree.putArray("parents");
            for (int i = 0; i < nodes; i++) {
                boolean splits = i % 2 == 0 && i < nodes - 1;
                left.add(splits ? i + 1 : -1);
                right.add(splits ? i + 2 : -1);
                parents.add(i == 0 ? Integer.MAX_VALUE : (i - 1) / 2 * 2);
            }
            ((ObjectNode) tree.get("tree_param")).put("num_nodes", Integer.toString(nodes));
        });
    }

    @Test
    void whatIsNoModelIsRefused() {
        refused(new byte[0], "objective");
        refused("no model".getBytes(StandardCharsets.UTF_8), "not the JSON");
        refused("null".getBytes(StandardCharsets.UTF_8), "objective");
        refused("{\"learner\": NaN}".getBytes(StandardCharsets.UTF_8), "not the JSON");
        refused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "not the JSON");
        refused(("1".repeat(100_000)).getBytes(StandardCharsets.UTF_8), "not the JSON");
        byte[] twice = new String(MODEL, StandardCharsets.UTF_8).concat("{}").getBytes(StandardCharsets.UTF_8);
        refused(twice, "not the JSON");
        refused(MODEL, 7, "not 7");
        refused(MODEL, 0, "not 0");
    }

    @Test
    void everyCutModelIsRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(MODEL, random.nextInt(MODEL.length));
            assertThatThrownBy(() -> BoostedTrees.fromJson(cut, 8)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void damagedModelsAreRefusedOrStillGiveProbabilities() {
        Random random = new Random(4);
        float[] validation = Stored.rows().validation();
        for (int i = 0; i < 500; i++) {
            byte[] damaged = MODEL.clone();
            damaged[random.nextInt(damaged.length)] = (byte) (32 + random.nextInt(95));
            try {
                assertThat(BoostedTrees.fromJson(damaged, 8).predict(validation)).satisfies(probabilities ->
                        assertThat(DoubleStream.of(probabilities))
                        .allMatch(probability -> probability >= 0 && probability <= 1));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("model of trees");
            }
        }
    }

    @Test
    void whatIsUnknownOrOlderIsLeftOut() {
        byte[] more = altered(root -> {
            put(root, "/learner/attributes/best_iteration", JSON.getNodeFactory().textNode("1"));
            put(root, TREE + "/unheard", JSON.getNodeFactory().textNode("of"));
            put(root, "/learner/learner_model_param/base_score", JSON.getNodeFactory().textNode("5E-1"));
            ((ObjectNode) root.at("/learner/gradient_booster/model")).remove("cats");
        });
        byte[] plain = altered(root -> put(root, "/learner/learner_model_param/base_score",
                JSON.getNodeFactory().textNode("[5E-1]")));
        assertThat(BoostedTrees.fromJson(more, 8).toJson()).isEqualTo(plain);
    }

    private static void refused(byte[] json, String why) {
        refused(json, 8, why);
    }

    private static void refused(byte[] json, int columns, String why) {
        assertThatThrownBy(() -> BoostedTrees.fromJson(json, columns)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static byte[] altered(Consumer<JsonNode> change) {
        try {
            JsonNode root = JSON.readTree(MODEL);
            change.accept(root);
            return JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JsonNode root, String place, JsonNode value) {
        int last = place.lastIndexOf('/');
        JsonNode parent = root.at(place.substring(0, last));
        String key = place.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }
}
