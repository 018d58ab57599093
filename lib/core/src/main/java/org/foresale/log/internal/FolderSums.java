package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.ForesaleException;

/**
 * Writes and verifies the checksums of the files in a folder, to detect damage. They are stored in a file that the
 * command {@code sha256sum -c} can also read.
 */
public final class FolderSums {

    /** Name of the file with the checksums. */
    public static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^\\r\\n]+)");
    private static final long LARGEST = 1L << 24;
    private static final int BUFFER = 1 << 16;

    private FolderSums() {
    }

    /**
     * Writes the checksums of all files in the folder and its subfolders. Hidden files are ignored.
     *
     * @param folder the folder
     * @throws IOException if a file cannot be read or written
     */
    public static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), of(folder).entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n").collect(Collectors.joining()));
    }

    /**
     * Rejects a folder whose files do not match the checksums.
     *
     * @param folder the folder
     * @throws ForesaleException if a file was changed, removed or added, or if there are no checksums; the message
     *     names the file
     * @throws IOException       if a file cannot be read
     */
    public static void require(Path folder) throws IOException {
        SortedMap<String, String> written = written(folder);
        SortedMap<String, String> found = of(folder);
        for (Map.Entry<String, String> sum : written.entrySet()) {
            requireSame(folder, sum.getKey(), sum.getValue(), found.get(sum.getKey()));
        }
        for (String name : found.keySet()) {
            if (!written.containsKey(name)) {
                throw damaged(folder.resolve(name), "was not there when the folder was written");
            }
        }
    }

    /**
     * Rejects a folder in which one of some files does not match its checksum; what became of the others does not
     * matter.
     *
     * @param folder the folder
     * @param names  names of the files
     * @throws ForesaleException if one of them was changed, removed or added, or if there are no checksums; the message
     *     names the file
     * @throws IOException       if one of them cannot be read
     */
    public static void require(Path folder, List<String> names) throws IOException {
        SortedMap<String, String> written = written(folder);
        for (String name : names) {
            if (!written.containsKey(name)) {
                throw damaged(folder.resolve(name), "was not there when the folder was written");
            }
            requireSame(folder, name, written.get(name),
                    Files.isRegularFile(folder.resolve(name)) ? sum(folder.resolve(name)) : null);
        }
    }

    private static void requireSame(Path folder, String name, String written, String found) {
        if (found == null) {
            throw damaged(folder.resolve(name), "is missing");
        }
        if (!found.equals(written)) {
            throw damaged(folder.resolve(name), "has changed since it was written");
        }
    }

    private static SortedMap<String, String> written(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new ForesaleException("The folder " + folder + " has no " + FILE + ", the file of checksums by which"
                    + " damage is detected. Write the folder again; if you changed it yourself, create the checksums"
                    + " with sha256sum.");
        }
        SortedMap<String, String> written = new TreeMap<>();
        // What is no UTF-8 is damage like any other.
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                written.put(matcher.group(2), matcher.group(1));
            } else if (!line.isEmpty()) {
                throw damaged(file, "has the unexpected line \"" + OneLine.of(line) + "\"");
            }
        }
        return written;
    }

    private static ForesaleException damaged(Path file, String how) {
        return new ForesaleException("The file " + file + " " + how + ", according to the checksums in " + FILE + "."
                + " The folder is damaged or was changed. Write it again.");
    }

    private static SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.matches("[._].*") && !file.equals(folder.resolve(FILE))) {
                    sums.put(folder.relativize(file).toString().replace('\\', '/'), sum(file));
                }
            }
        }
        return sums;
    }

    private static String sum(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
