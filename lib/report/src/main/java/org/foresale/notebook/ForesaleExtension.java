package org.foresale.notebook;

import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.foresale.insight.page.AudiencePage;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Extends the Java kernel so that it shows a Table as an HTML table, a Figure as an interactive chart, a model's Card
 * as formatted text, a Finding as a block quote, and progress in place.
 *
 * <p>A figure is sent as plotly JSON: JupyterLab draws it offline, and the report and the images in the committed
 * notebooks are made from the same JSON.
 */
public final class ForesaleExtension implements Extension {

    private static final String PLOTLY = "application/vnd.plotly.v1+json";
    private static final String HTML = "text/html";

    /** Creates the extension, for the kernel's service loader. */
    public ForesaleExtension() {
    }

    /**
     * Installs all renderers. An error here is printed instead of thrown, as it would end the kernel without an
     * explanation.
     */
    @Override
    public void install(BaseKernel kernel) {
        try {
            registerTable(kernel);
            registerFigure(kernel);
            registerCard(kernel);
            registerFinding(kernel);
            registerAudiencePage(kernel);
            Screen.use(new KernelScreen(kernel));
            ParentWatch.start();
        } catch (RuntimeException | LinkageError e) {
            System.err.println("Foresale's notebook extension is not installed, so tables and charts show as text: " + e
                    + ". Does the kernel's version of JJava fit? Run environment/setup.");
        }
    }

    private static void registerTable(BaseKernel kernel) {
        kernel.getRenderer().createRegistration(Table.class).preferring(HTML).register((table, context) -> {
            context.getOutputContainer().putHTML(TableHtml.of(table));
            context.getOutputContainer().putText(ShownTable.of(table).text());
        });
    }

    private static void registerCard(BaseKernel kernel) {
        kernel.getRenderer().createRegistration(Card.class).preferring(HTML).register((card, context) -> {
            context.getOutputContainer().putHTML(card.html());
            context.getOutputContainer().putText(card.toString());
        });
    }

    private static void registerFinding(BaseKernel kernel) {
        kernel.getRenderer().createRegistration(Finding.class).preferring(HTML).register((finding, context) -> {
            context.getOutputContainer().putHTML(finding.html());
            context.getOutputContainer().putText(finding.toString());
        });
    }

    private static void registerAudiencePage(BaseKernel kernel) {
        kernel.getRenderer().createRegistration(AudiencePage.class).preferring(HTML).register((page, context) -> {
            context.getOutputContainer().putHTML(page.html());
            context.getOutputContainer().putText(page.toString());
        });
    }

    private static void registerFigure(BaseKernel kernel) {
        kernel.getRenderer().createRegistration(Figure.class).preferring(PLOTLY).register((figure, context) -> {
            Map<String, Object> plotly = PlotlyJson.of(figure);
            context.getOutputContainer().putData(PLOTLY, plotly);
            context.getOutputContainer().putText("Chart: " + PlotlyJson.title(plotly));
        });
    }
}
