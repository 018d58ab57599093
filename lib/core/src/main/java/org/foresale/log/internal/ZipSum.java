package org.foresale.log.internal;

import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** The checksum of a part of a zip file, which {@link java.util.zip.ZipFile} does not look at. */
final class ZipSum {

    private ZipSum() {
    }

    /**
     * Refuses a part that is not as it was packed.
     *
     * @param entry the part
     * @param read  its bytes, read to their end
     * @throws ZipException if the checksums differ
     */
    static void require(ZipEntry entry, CheckedInputStream read) throws ZipException {
        if (entry.getCrc() != read.getChecksum().getValue()) {
            throw new ZipException("the checksum of " + OneLine.of(entry.getName()) + " does not fit");
        }
    }
}
