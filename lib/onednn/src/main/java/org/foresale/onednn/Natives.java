package org.foresale.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Native objects and memory that live and die together. They are made inside a {@link PointerScope}, which frees what
 * was only needed on the way; what is kept here is freed by {@link #close()}, or with the garbage at the latest.
 */
final class Natives implements AutoCloseable {

    private final List<Pointer> kept = new ArrayList<>();

    private final stream stream;

    private long bytes;

    Natives() {
        stream = keep(new stream(NativeLibrary.engine()));
    }

    /** A scope that frees what was made in it and not kept. */
    @SuppressWarnings("unchecked")
    static PointerScope scope() {
        return new PointerScope();
    }

    /** Takes a pointer out of the scope it was made in and keeps it. */
    <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        PointerScope scope = PointerScope.getInnerScope();
        if (scope != null) {
            scope.detach(pointer);
        }
        kept.add(pointer);
        return pointer;
    }

    /** The stream on which the operations of this lifetime run. */
    stream stream() {
        return stream;
    }

    /** Zeros, aligned for the vector units; the address of the first. */
    long zeros(long floats) {
        memory memory = keep(new memory(Layouts.dense(floats), NativeLibrary.engine()));
        bytes += floats * Float.BYTES;
        Pointer data = memory.get_data_handle();
        Pointer.memset(data, 0, floats * Float.BYTES);
        return data.address();
    }

    /** One number, many times. */
    long filled(long floats, float value) {
        long address = zeros(floats);
        FloatPointer data = new FloatPointer(new Address().to(address)).capacity(floats);
        for (long i = 0; i < floats; i++) {
            data.put(i, value);
        }
        return address;
    }

    /** Memory in a layout of oneDNN's own choice, filled by a reorder before it is read. */
    View allocate(memory.desc layout) {
        memory memory = keep(new memory(layout, NativeLibrary.engine()));
        bytes += layout.get_size();
        return new View(this, layout, memory.get_data_handle().address());
    }

    /** How much native memory is held, in bytes. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        for (int i = kept.size() - 1; i >= 0; i--) {
            kept.get(i).releaseReference();
        }
        kept.clear();
    }
}
