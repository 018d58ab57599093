package org.foresale.spark;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The options of a command line, such as: --day 2017-12-01 --overwrite. */
final class Options {

    private static final String INDENT = "  %-34s %s%n";

    private final Map<String, List<String>> given;

    private Options(Map<String, List<String>> given) {
        this.given = given;
    }

    /**
     * An option that a command knows.
     *
     * @param name  with its hyphens
     * @param value what its value is, blank if it has none
     * @param help  what it is for
     */
    record Known(String name, String value, String help) {
    }

    /**
     * Reads a command line.
     *
     * @param arguments the words
     * @param known     the options there are
     * @return what was given
     * @throws IllegalArgumentException if an option is unknown, or lacks its value
     */
    static Options parse(String[] arguments, List<Known> known) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            Known option = known.stream().filter(it -> it.name().equals(word)).findFirst().orElseThrow(() ->
                    new IllegalArgumentException("unknown argument: " + word + "; --help lists the known ones"));
            String value = "";
            if (!option.value().isBlank()) {
                i++;
                if (i == arguments.length) {
                    throw new IllegalArgumentException(word + " needs a value: " + option.value());
                }
                value = arguments[i];
            }
            given.computeIfAbsent(word, name -> new ArrayList<>()).add(value);
        }
        return new Options(given);
    }

    /** What a command says of its options. */
    static String help(String head, List<Known> known) {
        StringBuilder text = new StringBuilder(head).append(System.lineSeparator());
        known.forEach(it -> text.append(String.format(INDENT, (it.name() + " " + it.value()).trim(), it.help())));
        return text.toString();
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    List<String> all(String name) {
        return given.getOrDefault(name, List.of());
    }

    Optional<String> text(String name) {
        if (all(name).size() > 1) {
            throw new IllegalArgumentException(name + " is given " + all(name).size() + " times, but allowed once");
        }
        return all(name).stream().findFirst();
    }

    String needed(String name) {
        return text(name).orElseThrow(() ->
                new IllegalArgumentException(name + " is missing; --help explains it"));
    }

    OptionalInt number(String name) {
        try {
            return text(name).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not \"" + needed(name) + "\"", e);
        }
    }

    List<Integer> numbers(String name) {
        try {
            return text(name).stream().flatMap(text -> Stream.of(text.split(","))).map(String::trim)
                    .map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a list of whole numbers such as 90,120, not \""
                    + needed(name) + "\"", e);
        }
    }

    Optional<LocalDate> date(String name) {
        try {
            return text(name).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is a date such as 2017-12-01, not \"" + needed(name) + "\"", e);
        }
    }
}
