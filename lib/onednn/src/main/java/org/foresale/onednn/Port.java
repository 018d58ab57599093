package org.foresale.onednn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where an operation reads or writes an array of ND4J's: in the array itself if it lies in memory as the operation
 * wants it, else in memory of its own, copied.
 */
final class Port {

    private final Natives natives;

    private final View inside;

    private final int[] axes;

    private final long[] wanted;

    private Exchange exchange;

    private long own;

    /**
     * Makes a port.
     *
     * @param inside the view that the operation uses; it is moved
     * @param axes   axis i of the view is axis axes[i] of the arrays
     */
    Port(Natives natives, View inside, int... axes) {
        this.natives = natives;
        this.inside = inside;
        this.axes = axes;
        this.wanted = Layouts.strides(inside.layout());
    }

    /** Before the operation: what it reads. */
    void read(INDArray from) {
        if (!borrow(from)) {
            exchange.read(from);
        }
    }

    /** Before the operation: where it writes. */
    void open(INDArray to) {
        borrow(to);
    }

    /** After the operation: completes the array given to {@link #open}. */
    void close(INDArray to) {
        if (!lies(to)) {
            exchange.write(to);
        }
    }

    private boolean borrow(INDArray array) {
        if (lies(array)) {
            inside.moveTo(Floats.address(array));
            return true;
        }
        if (exchange == null) {
            own = natives.zeros(inside.layout().get_size() / Float.BYTES);
            exchange = new Exchange(natives, inside, outside -> Floats.layout(outside, axes));
        }
        inside.moveTo(own);
        return false;
    }

    private boolean lies(INDArray array) {
        return Arrays.equals(Arrays.stream(axes).mapToLong(array::stride).toArray(), wanted);
    }
}
