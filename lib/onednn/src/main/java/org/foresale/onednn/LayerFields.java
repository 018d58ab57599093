package org.foresale.onednn;

import java.lang.reflect.Field;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The few fields of Deeplearning4j that have no accessor. */
final class LayerFields {

    private static final Field FORWARDS = field(BidirectionalLayer.class, "fwd");

    private static final Field BACKWARDS = field(BidirectionalLayer.class, "bwd");

    private static final Field BY_NAME = field(MultiLayerNetwork.class, "layerMap");

    private LayerFields() {
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this is not Deeplearning4j 1.0.0-M2.1: no " + name + " in " + owner, e);
        }
    }

    static Layer forwards(BidirectionalLayer layer) {
        return (Layer) get(FORWARDS, layer);
    }

    static Layer backwards(BidirectionalLayer layer) {
        return (Layer) get(BACKWARDS, layer);
    }

    static void setBoth(BidirectionalLayer layer, Layer forwards, Layer backwards) {
        set(FORWARDS, layer, forwards);
        set(BACKWARDS, layer, backwards);
    }

    /** Lets the network's table of layers by name know the new layer. */
    @SuppressWarnings("unchecked")
    static void rename(MultiLayerNetwork network, Layer was, Layer is) {
        ((Map<String, Layer>) get(BY_NAME, network)).replaceAll((name, layer) -> layer == was ? is : layer);
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
