package org.foresale.onednn;

import org.bytedeco.dnnl.memory;

/** Native floats seen through a layout. A view can be moved, which is how one operation serves every time step. */
final class View {

    private final memory.desc layout;

    private final memory memory;

    private final Address pointer = new Address();

    View(Natives natives, memory.desc layout, long address) {
        this.layout = natives.keep(layout);
        this.memory = natives.keep(new memory(layout, NativeLibrary.engine(), pointer.to(address)));
    }

    /** A view that has to be moved before it is used. */
    static View of(Natives natives, memory.desc layout) {
        return new View(natives, layout, 0);
    }

    memory.desc layout() {
        return layout;
    }

    memory memory() {
        return memory;
    }

    /** Looks at the floats from another address on, through the same layout. */
    void moveTo(long address) {
        memory.set_data_handle(pointer.to(address));
    }
}
