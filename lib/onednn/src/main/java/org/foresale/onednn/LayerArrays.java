package org.foresale.onednn;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** New arrays [batch, channels, time], still to be filled, that lie in memory as oneDNN writes them. */
final class LayerArrays {

    private LayerArrays() {
    }

    /** With the channels of a step together, the steps of a sequence after each other. */
    static INDArray channelsLast(LayerWorkspaceMgr workspaces, ArrayType type, long batch, long channels, long time) {
        return workspaces.createUninitialized(type, DataType.FLOAT, new long[] {batch, time, channels}, 'c')
                .permute(0, 2, 1);
    }

    /** With the channels of a step together, the sequences of a step after each other. */
    static INDArray timeFirst(LayerWorkspaceMgr workspaces, ArrayType type, long batch, long channels, long time) {
        return workspaces.createUninitialized(type, DataType.FLOAT, new long[] {time, batch, channels}, 'c')
                .permute(1, 2, 0);
    }
}
