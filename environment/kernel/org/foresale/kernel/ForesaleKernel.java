package org.foresale.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/**
 * JJava's kernel, which also shows what the library's Javadoc says, lets an interrupted training end by itself, and
 * keeps all of what the compiler says of a mistake.
 *
 * <p>It is compiled against the kernel that is installed, as its parts are in no Maven repository.
 */
public final class ForesaleKernel extends JavaKernel {

    /** System property with the folders of the library's sources. */
    private static final String SOURCES = "foresale.sources";

    private final Inspection inspection;

    private ForesaleKernel(String name, String version, LanguageInfo language, List<HelpLink> links,
            HistoryManager history, JupyterIO io, CommManager comms, Renderer renderer, MagicsResolver resolver,
            MagicsRegistry magics, boolean extensions, StringStyler errorStyler, JShell shell,
            PatientEvaluator evaluator) {
        super(name, version, language, links, history, io, comms, renderer, resolver, magics, extensions, errorStyler,
                shell, evaluator);
        inspection = new Inspection(shell, Stream.of(System.getProperty(SOURCES, "").split(File.pathSeparator))
                .filter(path -> !path.isEmpty()).map(Path::of).toList());
    }

    /**
     * Runs a kernel until Jupyter shuts it down.
     *
     * @param arguments the file in which Jupyter says how to connect
     * @throws Exception if the file cannot be read, or the connection cannot be made
     */
    public static void main(String[] arguments) throws Exception {
        JupyterConnection connection = new JupyterConnection(connection(arguments));
        MavenDependencyResolver maven = new MavenDependencyResolver();
        TimeMagic time = new TimeMagic();
        ForesaleKernel kernel = new Builder().name("Java (Foresale)").version("0.1.0")
                .lineMagic("load", new LoadMagic()).lineMagic("classpath", new ClasspathMagic())
                .lineMagic("time", time).cellMagic("time", time)
                .lineMagic("maven", new MavenMagic(maven)).lineMagic("mavenRepo", new MavenRepoMagic(maven)).build();
        kernel.onStartup();
        kernel.addToClasspath(System.getenv("JJAVA_CLASSPATH"));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
    }

    private static KernelConnectionProperties connection(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("the one argument is Jupyter's connection file, but there are "
                    + arguments.length);
        }
        return KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        int cursor = code.offsetByCodePoints(0, Math.min(at, code.codePointCount(0, code.length())));
        List<Javadoc> found = inspection.at(code, cursor);
        if (found.isEmpty()) {
            return null;
        }
        DisplayData shown = new DisplayData(found.stream().map(Javadoc::text).collect(Collectors.joining("\n\n")));
        shown.putHTML(found.stream().map(Javadoc::html).collect(Collectors.joining("<hr>")));
        return shown;
    }

    /** A cell that ends by itself after an interrupt has no error: it says in a line what became of it. */
    @Override
    protected Object doEval(String source) {
        try {
            return super.doEval(source);
        } catch (StoppedCell e) {
            System.out.println(e.getMessage());
            return e.result();
        }
    }

    @Override
    protected List<String> formatError(Throwable error) {
        if (error instanceof EvaluationInterruptedException) {
            return List.of(errorStyler.secondary("Interrupted. The code takes no notice of it, so it goes on in the "
                    + "background until the kernel is restarted."));
        }
        return error instanceof CompilationException mistake ? mistake(mistake.getBadSnippetCompilation().snippet())
                : super.formatError(error);
    }

    /** The source, what is wrong with it marked, and all that the compiler says, its line "location" too. */
    private List<String> mistake(Snippet snippet) {
        List<String> lines = new ArrayList<>();
        getJShell().diagnostics(snippet).forEach(diagnostic -> {
            lines.addAll(marked(snippet.source(), diagnostic));
            for (String line : StringStyler.splitLines(diagnostic.getMessage(null))) {
                // Of a cell's own names, the location is a class that JShell made up, which has no name.
                if (!line.strip().equals("location: class")) {
                    lines.add(errorStyler.secondary(line));
                }
            }
            lines.add("");
        });
        if (snippet instanceof DeclarationSnippet declaration) {
            List<String> missing = getJShell().unresolvedDependencies(declaration).toList();
            if (!missing.isEmpty()) {
                lines.addAll(errorStyler.primaryLines(snippet.source()));
                lines.add(errorStyler.secondary("Not declared yet:"));
                missing.forEach(name -> lines.add(errorStyler.secondary("   - " + name)));
            }
        }
        return lines;
    }

    private List<String> marked(String source, Diag diagnostic) {
        return diagnostic.getStartPosition() >= 0 && diagnostic.getEndPosition() >= 0
                ? errorStyler.highlightSubstringLines(source, (int) diagnostic.getStartPosition(),
                        (int) diagnostic.getEndPosition())
                : errorStyler.primaryLines(source);
    }

    /** Builds the kernel as JJava builds its own. */
    private static final class Builder extends JavaKernelBuilder<Builder, ForesaleKernel> {

        @Override
        public ForesaleKernel build() {
            PatientEvaluator evaluator = new PatientEvaluator(buildName());
            return new ForesaleKernel(buildName(), buildVersion(), buildLanguageInfo(), List.of(),
                    buildHistoryManager(), buildJupyterIO(buildJupyterIOEncoding()), buildCommManager(),
                    buildRenderer(), buildMagicsResolver(buildMagicTranspiler()), buildMagicsRegistry(),
                    buildExtensionsEnabled(), buildErrorStyler(), buildJShell(evaluator), evaluator);
        }
    }
}
