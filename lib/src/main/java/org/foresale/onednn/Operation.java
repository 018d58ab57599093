package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.primitive;

/** A primitive bound to what it reads and writes. Run through the C interface, which costs half a microsecond. */
final class Operation {

    private final dnnl_primitive primitive;

    private final dnnl_stream stream;

    private final dnnl_exec_arg_t arguments;

    private final int count;

    /**
     * Binds a primitive.
     *
     * @param views by oneDNN's numbers of arguments
     */
    Operation(Natives natives, primitive primitive, Map<Integer, View> views) {
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

    void run() {
        int status = dnnl_primitive_execute(primitive, stream, count, arguments);
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN failed with status " + status);
        }
    }
}
