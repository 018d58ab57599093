"""The site's configuration. It reads run.json, the record of the run, which is put beside it."""
import json
from pathlib import Path

run = json.loads((Path(__file__).parent / "run.json").read_text(encoding="utf-8"))
results = Path(__file__).parent / "extra" / "results"
counts = json.loads((results / "logs.json").read_text(encoding="utf-8"))["counts"]
commit = run["commit"] + (" with changes" if run["changed"] else "")
printed = Path(__file__).parent / "extra" / "foresale.pdf"
pdf = f"{max(1, round(printed.stat().st_size / 1e6))} MB" if printed.is_file() else ""
if tags.has("paper"):
    elsewhere = "The pages of the site that `environment/report` builds, as one file"
else:
    elsewhere = '<a href="api/index.html">Javadoc</a>'
    if pdf:
        elsewhere = f'<a href="foresale.pdf">PDF to print</a> ({pdf}) · {elsewhere}'

project = "Foresale"
html_title = "Foresale"
language = "en"
extensions = ["myst_nb"]
# What index.md takes in is no page of its own.
exclude_patterns = ["_build", *(f"{name}.md" for name in ("picture", "what", "verdicts", "notation", "claims", "article",
                                                         "terms", "cite", "origins"))]
html_extra_path = ["extra"]

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "deflist", "substitution"]
# Figures of the first page come from the results files, as all others do.
myst_substitutions = {"households": f"{counts['Complete Journey / users']:,}",
                      "journey_lines": f"{counts['Complete Journey / lines']:,}",
                      "members": f"{counts['Ta-Feng / users']:,}", "ta_feng_lines": f"{counts['Ta-Feng / lines']:,}",
                      "elsewhere": elsewhere}
myst_heading_anchors = 3

html_static_path = ["_static"]
html_use_index = False
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_last_updated_fmt = None
# The words around a find would have to be fetched from its page, which no browser allows in a site that is opened from
# a disk; its title and its heading need nothing.
html_show_search_summary = False
mathjax_path = "mathjax/tex-svg.js"
html_css_files = ["foresale.css"]
html_js_files = [("plotly.min.js", {"priority": 100}), ("charts.js", {"priority": 200}),
                 ("tables.js", {"priority": 200})]
html_context = {"run": run, "commit": commit, "pdf": pdf}

# The tag is Sphinx's own variable: with it, all pages become one that is printed.
if tags.has("paper"):
    html_theme = "basic"
    templates_path = ["_paper"]
    html_css_files += ["paper.css"]
    html_assets_policy = "always"
else:
    html_theme = "sphinx_book_theme"
    templates_path = ["_templates"]
    html_context["default_mode"] = "auto"
    html_sidebars = {"**": ["report-name.html", "search-button-field.html", "sbt-sidebar-nav.html",
                            "report-links.html"]}
    html_theme_options = {
        "show_toc_level": 2,
        "use_download_button": False,
        "use_fullscreen_button": False,
        "show_navbar_depth": 1,
        "home_page_in_toc": True,
        "navbar_persistent": [],
        "primary_sidebar_end": [],
        "footer_content_items": ["provenance.html"],
    }
    if run["mode"] == "quick":
        html_theme_options["announcement"] = (
            "A quick run, to see that all works: its figures are not to be quoted. Run environment/report for those.")
    if run.get("running"):
        html_theme_options["announcement"] = (
            f"A quick run that is not done: {len(run['running'])} of its notebooks still run or wait, and what they give "
            "is missing here. Its figures are not to be quoted.")
