package org.foresale.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J arrays of floats as native memory. */
final class Floats {

    private Floats() {
    }

    /** The address that many floats further on. */
    static long at(long address, long floats) {
        return address + floats * Float.BYTES;
    }

    /** The address of the array's first element; the caller keeps the array. */
    static long address(INDArray array) {
        return array.data().address() + array.offset() * Float.BYTES;
    }

    /** The layout of the array with its axes in another order. */
    static memory.desc layout(INDArray array, int... axes) {
        long[] shape = new long[axes.length];
        long[] strides = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            shape[i] = array.size(axes[i]);
            strides[i] = array.stride(axes[i]);
        }
        return Layouts.strided(shape, strides);
    }

    static void copy(long from, long to, long floats) {
        Pointer.memcpy(new Address().to(to), new Address().to(from), floats * Float.BYTES);
    }

    static void clear(long address, long floats) {
        Pointer.memset(new Address().to(address), 0, floats * Float.BYTES);
    }
}
