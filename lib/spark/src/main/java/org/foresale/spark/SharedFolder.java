package org.foresale.spark;

import java.nio.file.Path;

/** A folder that driver and executors share, as Spark wants to have it named. */
final class SharedFolder {

    private SharedFolder() {
    }

    /** To be written: a name is taken as it is, blanks and percent signs among it. */
    static String written(Path folder) {
        return "file:" + folder.toAbsolutePath();
    }

    /** To be read: what would make a pattern of a name is escaped. */
    static String read(Path folder) {
        return written(folder).replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0");
    }
}
