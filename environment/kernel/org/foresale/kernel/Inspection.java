package org.foresale.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Finds what stands at a place of a cell: signatures, and what the Javadoc says of them. */
final class Inspection {

    private static final Pattern IMPORT = Pattern.compile("\\s*import\\s[^;]*;");
    /** The signature of a method without parameters: the class, and the name. */
    private static final Pattern ACCESSOR = Pattern.compile("([\\w.$]+)\\.(\\w+)\\(\\)");

    private final SourceCodeAnalysis analysis;

    Inspection(JShell shell, List<Path> sources) {
        analysis = shell.sourceCodeAnalysis();
        addSources(sources);
    }

    /**
     * Tells JShell where sources are besides the JDK's. It has no other way than the field that the JDK's own tests
     * set; where a JDK has it no longer, signatures are shown without Javadoc.
     */
    private void addSources(List<Path> sources) {
        try {
            Method ofTheJdk = analysis.getClass().getDeclaredMethod("findSources");
            ofTheJdk.setAccessible(true);
            List<Path> all = new ArrayList<>(sources);
            for (Object path : (List<?>) ofTheJdk.invoke(analysis)) {
                all.add((Path) path);
            }
            Field field = analysis.getClass().getDeclaredField("availableSources");
            field.setAccessible(true);
            field.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.err.println("Shift+Tab shows no Javadoc, as this JDK does not say where it looks for sources: " + e);
        }
    }

    /** What stands at a place: the name there, or else the call whose arguments it is among. */
    List<Javadoc> at(String code, int cursor) {
        for (String start : starts(code, cursor)) {
            for (String text : texts(start)) {
                List<Javadoc> found = documentation(text);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private List<Javadoc> documentation(String text) {
        return analysis.documentation(text, text.length(), true).stream()
                .map(found -> Javadoc.of(found.signature(), comment(found).orElse(""))).toList();
    }

    /** The comment; of a record's accessor without one, what the record says of the component. */
    private Optional<String> comment(SourceCodeAnalysis.Documentation found) {
        if (found.javadoc() != null) {
            return Optional.of(found.javadoc());
        }
        Matcher accessor = ACCESSOR.matcher(found.signature());
        if (!accessor.find()) {
            return Optional.empty();
        }
        return analysis.documentation(accessor.group(1), accessor.group(1).length(), true).stream()
                .filter(type -> type.javadoc() != null)
                .flatMap(type -> Javadoc.of("", type.javadoc()).parameter(accessor.group(2)).stream()).findFirst();
    }

    /**
     * The code cut so that what is asked for stands last: a name with the bracket that follows it, or that would if it
     * were a call; the name alone; and the call whose arguments are being written.
     */
    private static List<String> starts(String code, int cursor) {
        List<String> starts = new ArrayList<>();
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        if (end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1))) {
            String name = code.substring(0, end);
            starts.add(name + "(");
            starts.add(name);
        }
        int open = 0;
        for (int i = cursor - 1; i >= 0; i--) {
            if (code.charAt(i) == ')') {
                open++;
            } else if (code.charAt(i) == '(' && open-- == 0) {
                starts.add(code.substring(0, i + 1));
                return starts;
            }
        }
        return starts;
    }

    /** The cell without its imports, which JShell cannot look into; and its last statement. */
    private List<String> texts(String code) {
        String last = code;
        CompletionInfo next = analysis.analyzeCompletion(last);
        while (next.completeness().isComplete() && !next.remaining().isBlank()) {
            last = next.remaining();
            next = analysis.analyzeCompletion(last);
        }
        return List.of(IMPORT.matcher(code).replaceAll(""), last);
    }
}
