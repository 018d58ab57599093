package org.foresale.benchmark;

/** One network in one library, on its batches in turn. */
interface Contender extends AutoCloseable {

    /** One step of training on the next batch. */
    void train();

    /** The network's outputs for the next batch. */
    void infer();

    @Override
    void close();

    /** By the name it has in the results. */
    static Contender of(String name, Network network) {
        return switch (name) {
            case "stock" -> new Deeplearning4j(network, false);
            case "accelerated" -> new Deeplearning4j(network, true);
            case "pytorch" -> new PyTorch(network);
            default -> throw new IllegalArgumentException("no contender is called " + name);
        };
    }
}
