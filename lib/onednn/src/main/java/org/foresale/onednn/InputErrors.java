package org.foresale.onednn;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Whether anybody will read the gradient with respect to a network's own input. Deeplearning4j does not tell its
 * layers, but the method that asked for the gradients does: training throws that one away.
 */
final class InputErrors {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final int NEAREST = 12;

    private InputErrors() {
    }

    /** Whether the calling backward pass is part of a training step of the network that is nearest on the stack. */
    static boolean areThrownAway() {
        return STACK.walk(frames -> {
            List<StackWalker.StackFrame> network = frames.limit(NEAREST)
                    .filter(frame -> frame.getDeclaringClass() == MultiLayerNetwork.class
                            || frame.getDeclaringClass() == ComputationGraph.class)
                    .limit(2).toList();
            return network.size() == 2 && network.get(0).getMethodName().equals("calcBackpropGradients")
                    && network.get(1).getMethodName().equals("computeGradientAndScore");
        });
    }
}
