package org.foresale.onednn;

import org.bytedeco.javacpp.Pointer;

/** A pointer that can be pointed anywhere; it owns nothing. */
final class Address extends Pointer {

    Address to(long newAddress) {
        address = newAddress;
        return this;
    }
}
