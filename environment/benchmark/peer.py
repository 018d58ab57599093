"""A peer of the benchmark, TensorFlow or PyTorch, in a process of its own: orders on the standard input, answers on the
standard output, as org.foresale.benchmark.Worker has them.

Each network is written in every way that its users may write it; the fastest way counts, in each phase."""
import os
import sys
import time

FILTERS, KERNEL, POOL, UNITS, LEARNING_RATE, KEPT = 64, 5, 4, 64, 1e-3, .7
BATCHES = 4
# So long a loop over the steps is not unrolled by hand.
MAX_UNROLLED = 64


class Network:
    """What is measured: the fields of an order, apart by tabs."""

    def __init__(self, fields):
        self.name = fields[0]
        self.batch, self.features, self.length, self.ones, self.embedding = (int(field) for field in fields[1:6])
        self.cnn = fields[6] == "true"

    @property
    def steps(self):
        return self.length // POOL if self.cnn else self.length

    def batches(self):
        """Inputs [batch, time, features], the classes of each event or None, and labels, from a fixed seed."""
        import numpy as np

        random = np.random.default_rng(42)
        for _ in range(BATCHES):
            classes = None
            if self.ones:
                classes = random.integers(0, self.features, (self.batch, self.length, self.ones), dtype="int32")
                dense = np.zeros((self.batch, self.length, self.features), "float32")
                np.put_along_axis(dense, classes, 1, 2)
            else:
                dense = random.random((self.batch, self.length, self.features), dtype="float32")
            yield dense, classes, random.integers(0, 2, (self.batch, 1)).astype("float32")


def tensorflow(network, threads):
    """Keras layers, a training step as a graph, with and without XLA, with the loop over the steps and unrolled."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf
    from tensorflow import keras

    if not tf.config.threading.get_intra_op_parallelism_threads():
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)

    class ClassSum(keras.layers.Layer):
        """The sum of the embeddings of an event's classes."""

        def build(self, _):
            self.weights_of = self.add_weight(shape=(network.features, network.embedding))
            self.bias = self.add_weight(shape=(network.embedding,), initializer="zeros")

        def call(self, classes):
            return tf.reduce_sum(tf.gather(self.weights_of, classes), axis=2) + self.bias

    def way(by_class, unrolled, xla):
        keras.utils.set_random_seed(1)
        if by_class:
            source = keras.Input((network.length, network.ones), batch_size=network.batch, dtype="int32")
            x = ClassSum()(source)
        else:
            source = x = keras.Input((network.length, network.features), batch_size=network.batch)
            if network.embedding:
                x = keras.layers.Dense(network.embedding)(x)
        if network.cnn:
            x = keras.layers.Conv1D(FILTERS, KERNEL, padding="same", activation="relu")(x)
            x = keras.layers.MaxPooling1D(POOL)(x)
        x = keras.layers.LSTM(UNITS, unroll=unrolled)(x)
        if network.embedding:
            x = keras.layers.Dropout(1 - KEPT)(x)
        model = keras.Model(source, keras.layers.Dense(1)(x))
        loss_of = keras.losses.BinaryCrossentropy(from_logits=True)
        optimizer = keras.optimizers.Adam(LEARNING_RATE)
        optimizer.build(model.trainable_variables)

        @tf.function(jit_compile=xla)
        def train(inputs, labels):
            with tf.GradientTape() as tape:
                loss = loss_of(labels, model(inputs, training=True))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            return loss

        @tf.function(jit_compile=xla)
        def infer(inputs):
            return tf.sigmoid(model(inputs, training=False))

        data = [(tf.constant(classes if by_class else dense), tf.constant(labels))
                for dense, classes, labels in network.batches()]
        return {"train": lambda i: train(*data[i]).numpy(), "infer": lambda i: infer(data[i][0]).numpy()}

    for by_class in [False, True] if network.ones else [False]:
        for unrolled in [False, True] if network.steps <= MAX_UNROLLED else [False]:
            for xla in [False, True]:
                # Unrolled, XLA compiles for minutes.
                if not (unrolled and xla and network.steps > MAX_UNROLLED // 2):
                    yield (f"{'classes' if by_class else 'dense'}{', unrolled' if unrolled else ''}"
                           f"{', XLA' if xla else ''}", lambda b=by_class, u=unrolled, x=xla: way(b, u, x))


def pytorch(network, threads):
    """Modules in eager mode, with the fused optimiser."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)

    class Layers(nn.Module):

        def __init__(self, by_class):
            super().__init__()
            self.by_class = by_class
            width = network.embedding or network.features
            if network.embedding:
                self.embed = (nn.EmbeddingBag(network.features, width, mode="sum") if by_class
                              else nn.Linear(network.features, width))
                self.bias = nn.Parameter(torch.zeros(width)) if by_class else 0
            if network.cnn:
                self.convolution = nn.Conv1d(width, FILTERS, KERNEL, padding=KERNEL // 2)
            self.lstm = nn.LSTM(FILTERS if network.cnn else width, UNITS, batch_first=True)
            self.dropout = nn.Dropout(1 - KEPT if network.embedding else 0)
            self.out = nn.Linear(UNITS, 1)

        def forward(self, x):
            if self.by_class:
                x = self.embed(x.view(-1, network.ones)).view(network.batch, network.length, -1) + self.bias
            elif network.embedding:
                x = self.embed(x)
            if network.cnn:
                x = nn.functional.max_pool1d(torch.relu(self.convolution(x.transpose(1, 2))), POOL).transpose(1, 2)
            return self.out(self.dropout(self.lstm(x)[0][:, -1]))

    def way(by_class):
        torch.manual_seed(1)
        model = Layers(by_class)
        optimizer = torch.optim.Adam(model.parameters(), LEARNING_RATE, fused=True)
        loss_of = nn.BCEWithLogitsLoss()
        data = [(torch.from_numpy(classes if by_class else dense), torch.from_numpy(labels))
                for dense, classes, labels in network.batches()]

        def train(i):
            model.train()
            optimizer.zero_grad()
            loss = loss_of(model(data[i][0]), data[i][1])
            loss.backward()
            optimizer.step()
            return loss.item()

        def infer(i):
            model.eval()
            with torch.inference_mode():
                return torch.sigmoid(model(data[i][0])).numpy()

        return {"train": train, "infer": infer}

    for by_class in [False, True] if network.ones else [False]:
        yield "classes" if by_class else "dense", lambda b=by_class: way(b)


def per_second(step, network, seconds):
    """Sequences a second, over at least so many seconds."""
    start = time.perf_counter()
    steps = 0
    while steps == 0 or time.perf_counter() - start < seconds:
        step(steps % BATCHES)
        steps += 1
    return steps * network.batch / (time.perf_counter() - start)


def fastest(ways, network, phase, seconds):
    """The name and the step of the fastest way: each is compiled by its first step, warmed up and timed."""
    best = 0, "", None
    for name, make in ways.items():
        step = make()[phase]
        step(0)
        per_second(step, network, seconds / 4)
        best = max(best, (per_second(step, network, seconds / 2), name, step), key=lambda way: way[0])
    return best[1:]


def answer(text):
    print("answer", text, flush=True)


def main():
    peer, threads = {"tensorflow": tensorflow, "pytorch": pytorch}[sys.argv[1]], int(sys.argv[2])
    network, ways, chosen = None, {}, {}
    for line in sys.stdin:
        order, *fields = line.rstrip("\n").split("\t")
        if order == "network":
            network, chosen = Network(fields), {}
            ways = {name: make for name, make in peer(network, threads)}
            answer("ready")
        elif order in ("train", "infer"):
            if order not in chosen:
                name, step = fastest(ways, network, order, float(fields[0]))
                chosen[order] = step
                print(f"  {sys.argv[1]}, {network.name}, {order}: the fastest of {len(ways)} ways is {name}",
                      file=sys.stderr, flush=True)
            answer(per_second(chosen[order], network, float(fields[0])))
        else:
            raise ValueError(f"unknown order: {line!r}")


if __name__ == "__main__":
    main()
