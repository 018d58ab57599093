package org.foresale.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files and folders that are not whole yet. Their names tell which process of which machine makes them, so what a kill
 * left behind is known and cleared away when somebody next writes beside it.
 */
final class Leftovers {

    /** What is being written. */
    static final String NEW = ".new-";
    /** What is being replaced. */
    private static final String OLD = ".old-";
    private static final String TEMPORARY = "foresale-";
    /** Of a name, the part that says what is being replaced. */
    private static final int OF = 3;
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
    private static final int MACHINE_DIGITS = 12;
    private static final long PROCESS = ProcessHandle.current().pid();
    private static final String MACHINE = machine();
    private static final Pattern NAME = Pattern.compile("(?:" + Pattern.quote(NEW) + "|" + Pattern.quote(OLD) + "|"
            + TEMPORARY + ")(\\w+)-(\\d+)-\\w+(?:-(.*))?", Pattern.DOTALL);
    /** What drivers unpack; a process that has loaded one does not need its file any more. */
    private static final Pattern LIBRARIES = Pattern.compile("lib(?:duckdb_java|xgboost4j|lz4-java-)\\d+"
            + "\\.(?:so|dylib|dll)(?:\\.lck)?");
    private static final Duration LOADED = Duration.ofMinutes(10);
    /** Of what another machine left behind, whose processes cannot be seen from here: nothing is written that long. */
    private static final Duration ABANDONED = Duration.ofDays(7);
    private static final Set<Path> CLEARED = ConcurrentHashMap.newKeySet();
    private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();

    private Leftovers() {
    }

    /** A checksum of its name and of that of its process numbers: containers of one name do not share these. */
    private static String machine() {
        String host = ManagementFactory.getRuntimeMXBean().getName().replaceFirst(".*@", "");
        byte[] of = (host + numbers()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(of).toString().replace("-", "").substring(0, MACHINE_DIGITS);
    }

    private static String numbers() {
        try {
            return Files.readSymbolicLink(NAMESPACE).toString();
        } catch (IOException | UnsupportedOperationException e) {
            // Only Linux has containers that see a folder of each other.
            return "";
        }
    }

    private static String name(String kind, String of) {
        String name = kind + MACHINE + "-" + PROCESS + "-" + UUID.randomUUID().toString().replace("-", "") + of;
        LIVE.add(name);
        return name;
    }

    /** A name beside a file or folder for what will get its name; nobody else can guess it. */
    static Path partial(Path whole) {
        clear(whole.getParent());
        return whole.resolveSibling(name(NEW, ""));
    }

    /** A name beside a folder for what it was, until the new one has its name. */
    static Path earlier(Path whole) {
        return whole.resolveSibling(name(OLD, "-" + whole.getFileName()));
    }

    /** What a scratch folder in the temporary directory is called, up to what chance adds. */
    static String scratch() {
        return TEMPORARY + MACHINE + "-" + PROCESS + "-";
    }

    /** Clears the temporary directory, once: of scratch folders, and of libraries that drivers have unpacked. */
    static void clearTemporary() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!CLEARED.add(temporary.toAbsolutePath())) {
            return;
        }
        for (Path path : in(temporary)) {
            String name = String.valueOf(path.getFileName());
            boolean library = LIBRARIES.matcher(name).matches() && isOlder(path, LOADED);
            if (library || name.startsWith(TEMPORARY) && isDead(path, name)) {
                deleteQuietly(path);
            }
        }
    }

    /** Clears a folder, once, of what dead processes of this machine left in it. */
    static void clear(Path folder) {
        if (folder == null || !CLEARED.add(folder)) {
            return;
        }
        for (Path path : in(folder)) {
            String name = String.valueOf(path.getFileName());
            if (!name.startsWith(TEMPORARY) && isDead(path, name)) {
                clear(path, name);
            }
        }
    }

    /** A folder gets its name back if a kill came when the new one had none yet; all else goes. */
    private static void clear(Path path, String name) {
        Matcher matcher = NAME.matcher(name);
        Path whole = name.startsWith(OLD) && matcher.matches() && matcher.group(OF) != null
                ? path.resolveSibling(matcher.group(OF)) : path;
        if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS)) {
            deleteQuietly(path);
            return;
        }
        try {
            Files.move(path, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // It stays where it is, and is not lost.
            return;
        }
    }

    private static boolean isDead(Path path, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || LIVE.contains(name)) {
            return false;
        }
        if (!matcher.group(1).equals(MACHINE)) {
            return isOlder(path, ABANDONED);
        }
        try {
            long process = Long.parseLong(matcher.group(2));
            // In a container, processes of one number follow each other.
            return process == PROCESS ? !name.startsWith(TEMPORARY) : ProcessHandle.of(process).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether a file, or all that is in a folder, was last changed longer ago than that. */
    private static boolean isOlder(Path path, Duration age) {
        try (Stream<Path> all = Files.walk(path)) {
            Instant since = Instant.now().minus(age);
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(since)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            // A folder that cannot be listed is not cleared; whoever writes to it will hear of it.
            return List.of();
        }
    }

    /** To clear is a service to others: what belongs to somebody else, or is in use, stays. */
    private static void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            return;
        }
    }

    /**
     * Deletes a file, or a folder with all that is in it. A link is deleted, not what it leads to.
     *
     * @param path the file or folder, which need not be there
     * @throws IOException if it cannot be deleted
     */
    static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
