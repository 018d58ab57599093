package org.foresale.benchmark;

import java.nio.file.Path;
import java.util.List;

/** One network in one library, on its batches in turn. */
interface Contender extends AutoCloseable {

    /** One step of training on the next batch. */
    void train();

    /** The network's outputs for the next batch. */
    void infer();

    @Override
    void close();

    /**
     * A library that is measured.
     *
     * @param name   as it stands in the results
     * @param title  as it stands in the tables
     * @param python the Python that it runs in, with the program that it runs; empty for one of this program's
     */
    record Kind(String name, String title, List<Path> python) {

        static final Kind STOCK = new Kind("stock", "stock", List.of());

        static final Kind ACCELERATED = new Kind("accelerated", "accelerated", List.of());

        /** A peer in Python, such as "tensorflow". */
        static Kind peer(String name, Path python, Path program) {
            return new Kind(name, switch (name) {
                case "tensorflow" -> "TensorFlow";
                case "pytorch" -> "PyTorch";
                default -> throw new IllegalArgumentException("no peer is called " + name);
            }, List.of(python, program));
        }

        /** How its process is started. */
        List<String> command(int threads) {
            if (!python.isEmpty()) {
                return List.of(python.get(0).toString(), python.get(1).toString(), name, String.valueOf(threads));
            }
            return List.of(ProcessHandle.current().info().command().orElse("java"),
                    "-XX:ActiveProcessorCount=" + threads, "-Xmx4g", "-Dorg.bytedeco.javacpp.logger=slf4j", "-cp",
                    System.getProperty("java.class.path"), Worker.class.getName(), name);
        }
    }

    /** One of this program's, by the name it has in the results. */
    static Contender of(String name, Network network) {
        return switch (name) {
            case "stock" -> new Deeplearning4j(network, false);
            case "accelerated" -> new Deeplearning4j(network, true);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }
}
