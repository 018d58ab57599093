package org.foresale.spark;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.CsvText;

/**
 * Finds the line of a text with separators that Spark has given up, which names the file alone: the driver goes over
 * that file once more, and says what one machine says.
 *
 * @param separator what stands between two cells
 * @param encoding  the encoding of the texts
 * @param header    whether their first lines name the columns
 */
record FaultyLine(char separator, String encoding, boolean header) {

    /**
     * Returns the rows of texts.
     *
     * @param lines  what is asked of the texts
     * @param names  the names of their columns; none if their first lines are all that tells them
     * @throws ForesaleException if Spark gives up a file, and there is something wrong with it
     */
    List<Row> rows(Dataset<Row> lines, List<String> names) {
        try {
            return lines.collectAsList();
        } catch (Exception e) {
            // Spark throws what is checked and not declared.
            Optional<ForesaleException> why = of(lines, names, e);
            if (why.isPresent()) {
                throw why.get();
            }
            throw e;
        }
    }

    private Optional<ForesaleException> of(Dataset<Row> lines, List<String> names, Throwable thrown) {
        String said = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(at -> String.valueOf(at.getMessage())).collect(Collectors.joining("\n"));
        Configuration settings = lines.sparkSession().sparkContext().hadoopConfiguration();
        return Stream.of(lines.inputFiles()).map(URI::create)
                .filter(file -> said.contains(file.toString()) || said.contains(file.getPath()))
                .flatMap(file -> in(file, names, settings).stream()).findFirst()
                .map(problem -> new ForesaleException(problem, thrown));
    }

    private Optional<String> in(URI file, List<String> names, Configuration settings) {
        Path path = new Path(file);
        CompressionCodec codec = new CompressionCodecFactory(settings).getCodec(path);
        try (var bytes = path.getFileSystem(settings).open(path);
                var text = new InputStreamReader(codec == null ? bytes : codec.createInputStream(bytes), encoding)) {
            return CsvText.problem(text, separator, names, header).map(problem -> "The file " + shown(file)
                    + " cannot be read as it is: " + problem + ". Correct the line, or export the file again.");
        } catch (IOException e) {
            return Optional.of("The file " + shown(file) + " is damaged or truncated: " + e.getMessage()
                    + ". Nothing was loaded. Copy or export the file again.");
        }
    }

    /** A file as people name it. */
    static String shown(URI file) {
        return "file".equals(file.getScheme()) ? file.getPath() : file.toString();
    }
}
