package org.foresale.onednn;

import org.bytedeco.dnnl.memory;

/** Layouts of single-precision tensors: a shape, and where each step along each axis leads. */
final class Layouts {

    private Layouts() {
    }

    /** Row by row, without gaps. */
    static memory.desc dense(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strided(shape, strides);
    }

    /** With strides in floats, one an axis. */
    static memory.desc strided(long[] shape, long[] strides) {
        return new memory.desc(shape, memory.data_type.f32, strides, false);
    }

    /** Whatever layout suits the primitive best. */
    static memory.desc any(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.any, false);
    }

    /** The shape of a layout. */
    static long[] shape(memory.desc layout) {
        long[] shape = new long[layout.get_ndims()];
        layout.get_dims().get(shape);
        return shape;
    }

    /** The strides of a layout, in floats; none if it is in blocks. */
    static long[] strides(memory.desc layout) {
        if (layout.get_inner_nblks() > 0) {
            return new long[0];
        }
        long[] strides = new long[layout.get_ndims()];
        layout.get_strides().get(strides);
        return strides;
    }
}
