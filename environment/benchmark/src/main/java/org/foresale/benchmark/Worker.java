package org.foresale.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The process of one contender: waits for orders on its standard input, answers on its standard output. */
final class Worker {

    /** Before each answer, since libraries print what they like. */
    static final String ANSWER = "answer ";

    /** The part of the program that oneDNN times itself. */
    static final String ONEDNN = "oneDNN";

    /** The classes that turn events into what the layers above the embedding read. */
    private static final List<String> EMBEDDING =
            List.of(".MarkSums", ".SparsePlan", ".SparseInput", ".Sequences", ".Embedding");

    private Worker() {
    }

    /**
     * Measures when told to: "network name", then any number of "train seconds" and "infer seconds", or, to
     * see where the time goes, of "steps phase number" and "sample phase seconds".
     *
     * @param arguments the contender
     * @throws IOException if the standard input fails
     */
    public static void main(String[] arguments) throws IOException {
        Contender contender = null;
        Network network = null;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split("\t");
            switch (words[0]) {
                case "network" -> {
                    if (contender != null) {
                        contender.close();
                    }
                    network = Network.heard(Arrays.copyOfRange(words, 1, words.length));
                    contender = Contender.of(arguments[0], network);
                    answer("ready");
                }
                case "train", "infer" -> answer(String.valueOf(perSecond(step(contender, words[0]), network, words[1])));
                case "steps" -> {
                    Runnable step = step(contender, words[1]);
                    for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                        step.run();
                    }
                    answer("done");
                }
                case "sample" -> answer(sampled(step(contender, words[1]), network, words[2]));
                default -> throw new IllegalArgumentException("unknown order: " + order);
            }
        }
    }

    private static Runnable step(Contender contender, String phase) {
        return phase.equals("train") ? contender::train : contender::infer;
    }

    /** Runs for a while, and counts in which part of the program this thread is seen, once a millisecond. */
    private static String sampled(Runnable step, Network network, String seconds) {
        Map<String, Integer> counts = new TreeMap<>();
        Thread measured = Thread.currentThread();
        Thread sampler = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                counts.merge(part(measured.getStackTrace()), 1, Integer::sum);
                LockSupport.parkNanos(1_000_000);
            }
        });
        sampler.start();
        perSecond(step, network, seconds);
        sampler.interrupt();
        try {
            sampler.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return counts.entrySet().stream().map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining("\t"));
    }

    /** The innermost part of the program that a stack is in. */
    private static String part(StackTraceElement... stack) {
        for (StackTraceElement frame : stack) {
            String of = frame.getClassName();
            if (of.startsWith("org.bytedeco.dnnl")) {
                return ONEDNN;
            }
            if (EMBEDDING.stream().anyMatch(of::endsWith)) {
                return "embedding of classes";
            }
            if (of.contains("Updater")) {
                return "optimiser";
            }
            if (of.endsWith(".Exchange") || of.endsWith(".Port") || of.endsWith(".Floats")) {
                return "copies by Java";
            }
            if (of.startsWith("org.foresale.onednn")) {
                return "Foresale around oneDNN";
            }
        }
        return "Deeplearning4j";
    }

    private static double perSecond(Runnable step, Network network, String seconds) {
        double most = Double.parseDouble(seconds) * 1e9;
        long start = System.nanoTime();
        long steps = 0;
        long elapsed;
        do {
            step.run();
            steps++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < most);
        return steps * network.batch() / (elapsed / 1e9);
    }

    private static void answer(String text) {
        System.out.println(ANSWER + text);
    }
}
