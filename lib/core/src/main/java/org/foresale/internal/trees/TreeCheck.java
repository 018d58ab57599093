package org.foresale.internal.trees;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/**
 * Checks one tree of a model: its nodes are numbered from the root on, every other node is the child of one node with a
 * lower number, and a split looks at a feature that there is.
 */
final class TreeCheck {

    /** What XGBoost says of a tree and needs to hear again. */
    static final List<String> FIELDS = List.of("base_weights", "categories", "categories_nodes", "categories_segments",
            "categories_sizes", "default_left", "id", "left_children", "loss_changes", "parents", "right_children",
            "split_conditions", "split_indices", "split_type", "sum_hessian", "tree_param");

    private static final int NO_CHILD = -1;
    private static final int NO_PARENT = Integer.MAX_VALUE;
    /** The native library goes down a tree by recursion here and there. */
    private static final int DEEPEST = 500;

    private final JsonNode tree;
    private final int number;
    private final int nodes;

    private TreeCheck(JsonNode tree, int number, int nodes) {
        this.tree = tree;
        this.number = number;
        this.nodes = nodes;
    }

    /**
     * Returns the number of nodes of a tree that is as it should be.
     *
     * @param number  its place among the trees
     * @param columns how many features a row has
     * @throws IllegalArgumentException if it is not; the message says why
     */
    static int nodes(JsonNode tree, int number, int columns) {
        int nodes = tree.path("left_children").size();
        if (!tree.isObject() || nodes < 1 || nodes > TreeModel.MAX_NODES) {
            throw TreeModel.refused("the tree " + number + " with " + nodes + " nodes, not 1 to "
                    + TreeModel.MAX_NODES);
        }
        new TreeCheck(tree, number, nodes).check(columns);
        return nodes;
    }

    private void check(int columns) {
        JsonNode shape = tree.path("tree_param");
        TreeModel.require("number of nodes", shape.path("num_nodes"), nodes);
        TreeModel.require("number of features of a tree", shape.path("num_feature"), columns);
        TreeModel.require("number of deleted nodes", shape.path("num_deleted"), 0);
        TreeModel.require("length of leaves", shape.path("size_leaf_vector"), 1);
        if (!tree.path("id").isInt() || tree.path("id").intValue() != number) {
            throw refused("the id " + TreeModel.shown(tree.path("id")));
        }
        for (String field : List.of("categories", "categories_nodes", "categories_segments", "categories_sizes")) {
            if (!tree.path(field).isArray() || !tree.path(field).isEmpty()) {
                throw refused("splits by categories");
            }
        }
        for (String field : List.of("base_weights", "loss_changes", "split_conditions", "sum_hessian")) {
            finite(field);
        }
        integers("split_type", 0, 0);
        integers("default_left", 0, 1);
        integers("split_indices", 0, columns - 1);
        family(integers("left_children", NO_CHILD, nodes - 1), integers("right_children", NO_CHILD, nodes - 1),
                integers("parents", 0, NO_PARENT));
    }

    /** Children have higher numbers than their parents, so one pass finds each node's parent before the node itself. */
    private void family(int[] left, int[] right, int[] parents) {
        int[] depth = new int[nodes];
        int[] parent = new int[nodes];
        Arrays.fill(parent, NO_PARENT);
        for (int node = 0; node < nodes; node++) {
            if (node > 0 && parent[node] == NO_PARENT) {
                throw refused("the node " + node + " without a parent");
            }
            if (parents[node] != parent[node]) {
                throw refused("the node " + node + " with the parent " + parents[node] + ", which is no such parent");
            }
            if ((left[node] == NO_CHILD) != (right[node] == NO_CHILD)) {
                throw refused("the node " + node + " with one child");
            }
            if (left[node] == NO_CHILD) {
                continue;
            }
            for (int child : new int[] {left[node], right[node]}) {
                if (child <= node || parent[child] != NO_PARENT) {
                    throw refused("the node " + node + " with the child " + child
                            + ", which does not come after it or has another parent");
                }
                parent[child] = node;
                depth[child] = depth[node] + 1;
                if (depth[child] > DEEPEST) {
                    throw refused("a depth of more than " + DEEPEST);
                }
            }
        }
    }

    private void finite(String field) {
        for (JsonNode value : values(field)) {
            if (!value.isDouble() || !(Math.abs(value.doubleValue()) <= Float.MAX_VALUE)) {
                throw refused(TreeModel.shown(value) + " in " + field + ", which is no finite fraction");
            }
        }
    }

    private int[] integers(String field, int least, int most) {
        int[] integers = new int[nodes];
        int i = 0;
        for (JsonNode value : values(field)) {
            if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
                throw refused(TreeModel.shown(value) + " in " + field + ", not " + least + " to " + most);
            }
            integers[i++] = value.intValue();
        }
        return integers;
    }

    private JsonNode values(String field) {
        JsonNode values = tree.path(field);
        if (!values.isArray() || values.size() != nodes) {
            throw refused(values.size() + " " + field + " for " + nodes + " nodes");
        }
        return values;
    }

    private IllegalArgumentException refused(String reason) {
        return TreeModel.refused("in the tree " + number + " " + reason);
    }
}
