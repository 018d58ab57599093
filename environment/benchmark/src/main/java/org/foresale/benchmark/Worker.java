package org.foresale.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The process of one contender: waits for orders on its standard input, answers on its standard output. */
final class Worker {

    /** Before each answer, since libraries print what they like. */
    static final String ANSWER = "answer ";

    private Worker() {
    }

    /**
     * Measures when told to: "network name", then any number of "train seconds" and "infer seconds".
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
                case "train" -> answer(String.valueOf(perSecond(contender::train, network, words[1])));
                case "infer" -> answer(String.valueOf(perSecond(contender::infer, network, words[1])));
                default -> throw new IllegalArgumentException("unknown order: " + order);
            }
        }
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
