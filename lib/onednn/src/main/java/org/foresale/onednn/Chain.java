package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * What is done to a result before it is written, step by step while it is still in the registers. One chain serves one
 * operation.
 */
final class Chain {

    private final post_ops steps = new post_ops();

    private final Map<Integer, View> views = new LinkedHashMap<>();

    /** Nothing is done yet. */
    static Chain start() {
        return new Chain();
    }

    /** Adds what was there before. */
    Chain plusOld() {
        steps.append_sum();
        return this;
    }

    /** factor * x + offset. */
    Chain linear(float factor, float offset) {
        steps.append_eltwise(algorithm.eltwise_linear.value, factor, offset);
        return this;
    }

    /** 1 / (1 + exp(-x)). */
    Chain logistic() {
        steps.append_eltwise(algorithm.eltwise_logistic.value, 0, 0);
        return this;
    }

    /**
     * tanh(x), as 2 logistic(2x) - 1: oneDNN's logistic takes a fifth of the time of its tanh, and the difference is
     * below 2e-7.
     */
    Chain tanh() {
        return linear(2, 0).logistic().linear(2, -1);
    }

    /** max(x, 0). */
    Chain relu() {
        steps.append_eltwise(algorithm.eltwise_relu.value, 0, 0);
        return this;
    }

    /** x * other, element by element. */
    Chain times(View other) {
        return with(algorithm.binary_mul, other);
    }

    /** x + other, element by element. */
    Chain plus(View other) {
        return with(algorithm.binary_add, other);
    }

    private Chain with(algorithm operation, View other) {
        views.put(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (steps.len() + 1) | DNNL_ARG_SRC_1, other);
        steps.append_binary(operation, other.layout());
        return this;
    }

    primitive_attr attributes() {
        primitive_attr attributes = Operation.attributes();
        attributes.set_post_ops(steps);
        return attributes;
    }

    /** What the steps read, by oneDNN's numbers of arguments. */
    Map<Integer, View> views() {
        return views;
    }
}
