package org.foresale.benchmark;

import java.util.Collections;
import java.util.List;

/** Prints results as tables. */
final class Tables {

    private Tables() {
    }

    static void compare(List<Result> results, int repeats, double seconds) {
        System.out.printf("%nSequences a second: median (least to most) of %d repeats of %.1f s%n", repeats, seconds);
        System.out.printf("%-12s %-6s %26s %26s %26s %11s %13s%n", "network", "phase", "stock", "accelerated",
                "pytorch", "over stock", "over PyTorch");
        for (int i = 0; i < results.size(); i += PeerComparison.CONTENDERS.size()) {
            Result stock = results.get(i);
            Result accelerated = results.get(i + 1);
            Result pytorch = results.get(i + 2);
            System.out.printf("%-12s %-6s %26s %26s %26s %10.1fx %12.2fx%n", stock.network(), stock.phase(),
                    figures(stock), figures(accelerated), figures(pytorch), accelerated.over(stock),
                    accelerated.over(pytorch));
        }
        System.out.println("Ratios are medians of the ratios within a repeat.");
    }

    private static String figures(Result result) {
        return String.format("%,.0f (%,.0f to %,.0f)", result.median(), Collections.min(result.perSecond()),
                Collections.max(result.perSecond()));
    }

    /** What the LSTM alone makes of the core, forwards and in training. */
    static void share(List<Result> results, double peak) {
        Network lstm = Network.named("LSTM");
        double gates = 4.0 * Network.UNITS;
        // Forwards each step multiplies input and state with the weights; backwards the state's error and both
        // gradients of the weights come on top, the input's error does not.
        double forward = lstm.length() * gates * (lstm.features() + Network.UNITS);
        double training = forward + lstm.length() * gates * (lstm.features() + 2.0 * Network.UNITS);
        System.out.printf("%nThe core does at most %.1f billion multiply-adds a second (best product of matrices).%n",
                peak / 1e9);
        for (Result result : results) {
            if (result.network().equals(lstm.name())) {
                double each = result.phase().equals("train") ? training : forward;
                System.out.printf("  LSTM, %s, %-11s reaches %4.1f %% of it%n", result.phase(), result.contender(),
                        100 * result.median() * each / peak);
            }
        }
    }
}
