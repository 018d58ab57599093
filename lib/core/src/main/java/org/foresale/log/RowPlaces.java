package org.foresale.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresale.log.internal.OneLine;

/** Where the rows of a source stand: by their number, or by their file and their number in it. */
final class RowPlaces {

    private final List<String> files = new ArrayList<>();
    /** By file, how many rows there are up to its last one. */
    private final List<Long> ends = new ArrayList<>();

    private RowPlaces() {
    }

    /**
     * Places of rows that are read file by file.
     *
     * @param files for each file's name how many rows it has, in order; none if there is one file only
     */
    static RowPlaces of(Map<String, Long> files) {
        RowPlaces places = new RowPlaces();
        long end = 0;
        for (Map.Entry<String, Long> file : files.entrySet()) {
            end += file.getValue();
            places.files.add(OneLine.of(file.getKey()));
            places.ends.add(end);
        }
        return places;
    }

    /** Names the place of a row, such as: 2.csv, row 17; the first row of all is 0 here, and 1 to people. */
    String of(long row) {
        for (int file = 0; file < files.size(); file++) {
            if (row < ends.get(file)) {
                return files.get(file) + ", row " + (row - (file == 0 ? 0 : ends.get(file - 1)) + 1);
            }
        }
        return "row " + (row + 1);
    }
}
