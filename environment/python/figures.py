"""What executed notebooks hold: charts, where they are and what plotly.js draws them, and outputs to be left out."""
import html
from importlib.resources import files

PLOTLY = "application/vnd.plotly.v1+json"


def plotly_js():
    """The plotly.min.js that JupyterLab uses too."""
    return files("plotly") / "package_data" / "plotly.min.js"


def outputs(book):
    """The outputs of a notebook that are charts."""
    return [output for cell in book.cells if cell.cell_type == "code"
            for output in cell.outputs if PLOTLY in output.get("data", {})]


def clear_outputs(book) -> None:
    """Leaves a notebook with its text and its code alone."""
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def title(figure) -> str:
    """A chart's title, to name it to those who do not see it."""
    return html.unescape(figure.get("layout", {}).get("title", {}).get("text") or "chart")
