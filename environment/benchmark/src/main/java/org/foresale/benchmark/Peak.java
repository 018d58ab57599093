package org.foresale.benchmark;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * The most multiply-adds that one core does in a second: the best of oneDNN's products of square matrices that fit into
 * the cache, measured for half a second each. (The clock of a core that others share cannot be asked for.)
 */
final class Peak {

    private Peak() {
    }

    static double multiplyAddsPerSecond() {
        double best = 0;
        for (long size : new long[] {96, 192, 288}) {
            for (int repeat = 0; repeat < 3; repeat++) {
                best = Math.max(best, measure(size));
            }
        }
        return best;
    }

    private static double measure(long size) {
        engine cpu = new engine(engine.kind.cpu, 0);
        stream stream = new stream(cpu);
        long[] shape = {size, size};
        memory.desc square = new memory.desc(shape, memory.data_type.f32, memory.format_tag.ab, false);
        memory.desc packed = new memory.desc(shape, memory.data_type.f32, memory.format_tag.any, false);
        matmul.primitive_desc described = new matmul.primitive_desc(cpu, square, packed, square);
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC, new memory(square, cpu));
        arguments.put(DNNL_ARG_WEIGHTS, new memory(described.weights_desc(), cpu));
        arguments.put(DNNL_ARG_DST, new memory(square, cpu));
        matmul product = new matmul(described);
        product.execute(stream, arguments);
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < 500_000_000L) {
            product.execute(stream, arguments);
            count++;
        }
        return count * Math.pow(size, 3) / ((System.nanoTime() - start) / 1e9);
    }
}
