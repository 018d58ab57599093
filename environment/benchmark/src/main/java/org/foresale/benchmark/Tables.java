package org.foresale.benchmark;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Prints results as tables. */
final class Tables {

    private Tables() {
    }

    /** Results as {@link PeerComparison} has them: network by network and phase by phase, in the contenders' order. */
    static void compare(List<Result> results, List<Contender.Kind> contenders, int repeats, double seconds) {
        int threads = results.get(0).threads();
        System.out.printf("%nSequences a second on %d %s: median (least to most) of %d repeats of %.1f s%n", threads,
                threads == 1 ? "thread" : "threads", repeats, seconds);
        System.out.printf("%-12s %-6s", "network", "phase");
        contenders.forEach(contender -> System.out.printf(" %26s", contender.title()));
        boolean stock = contenders.contains(Contender.Kind.STOCK);
        List<String> peers = contenders.stream().filter(contender -> !contender.python().isEmpty())
                .map(Contender.Kind::name).toList();
        System.out.println((stock ? "  over stock" : "") + (peers.isEmpty() ? "" : "  over the fastest peer"));
        int each = contenders.size();
        for (int from = 0; from < results.size(); from += each) {
            List<Result> row = results.subList(from, from + each);
            System.out.printf("%-12s %-6s", row.get(0).network(), row.get(0).phase());
            row.forEach(result -> System.out.printf(" %26s", figures(result)));
            Result ours = row.get(contenders.indexOf(Contender.Kind.ACCELERATED));
            if (stock) {
                System.out.printf(" %10.1fx", ours.over(row.get(0)));
            }
            row.stream().filter(result -> peers.contains(result.contender()))
                    .max(Comparator.comparingDouble(Result::median))
                    .ifPresent(peer -> System.out.printf(" %21.2fx", ours.over(peer)));
            System.out.println();
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
            if (result.network().equals(lstm.name()) && result.threads() == 1) {
                double each = result.phase().equals("train") ? training : forward;
                System.out.printf("  LSTM, %s, %-11s reaches %4.1f %% of it%n", result.phase(), result.contender(),
                        100 * result.median() * each / peak);
            }
        }
    }
}
