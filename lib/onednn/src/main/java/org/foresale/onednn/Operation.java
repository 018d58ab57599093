package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;

/** A primitive bound to what it reads and writes. Run through the C interface, which costs half a microsecond. */
final class Operation {

    private final dnnl_primitive primitive;

    private final dnnl_stream stream;

    private final dnnl_exec_arg_t arguments;

    private final int count;

    /**
     * Binds a primitive.
     *
     * @param described what the primitive was made from, with {@link #attributes()}
     * @param bound     what it reads and writes, by oneDNN's numbers of arguments
     */
    Operation(Natives natives, primitive_desc_base described, primitive primitive, Map<Integer, View> bound) {
        Map<Integer, View> views = new LinkedHashMap<>(bound);
        memory.desc scratchpad = described.scratchpad_desc();
        if (scratchpad.get_size() > 0) {
            views.put(DNNL_ARG_SCRATCHPAD, natives.allocate(scratchpad));
        }
        this.primitive = natives.keep(natives.keep(primitive).get());
        this.stream = natives.keep(natives.stream().get());
        this.count = views.size();
        this.arguments = natives.keep(new dnnl_exec_arg_t(count));
        int i = 0;
        for (Map.Entry<Integer, View> view : views.entrySet()) {
            arguments.position(i++).arg(view.getKey()).memory(view.getValue().memory().get());
        }
        arguments.position(0);
    }

    /**
     * Attributes that every primitive here has: it gets its scratchpad from us. oneDNN's own belongs to the thread that
     * made the primitive, and a network may well be trained on one thread and asked on another.
     */
    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    void run() {
        int status = dnnl_primitive_execute(primitive, stream, count, arguments);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN failed with status " + status);
        }
    }
}
