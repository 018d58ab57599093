"""The site's configuration. It reads run.json, the record of the run, which is put beside it."""
import json
from pathlib import Path

run = json.loads((Path(__file__).parent / "run.json").read_text(encoding="utf-8"))
results = Path(__file__).parent / "extra" / "results"
counts = json.loads((results / "logs.json").read_text(encoding="utf-8"))["counts"]
commit = run["commit"] + (" with changes" if run["changed"] else "")

project = "Foresale"
html_title = "Foresale"
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["_build", "claims.md"]
html_extra_path = ["extra"]

nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "deflist", "substitution"]
# Figures of the first page come from the results files, as all others do.
myst_substitutions = {"households": f"{counts['Complete Journey / users']:,}",
                      "journey_lines": f"{counts['Complete Journey / lines']:,}",
                      "members": f"{counts['Ta-Feng / users']:,}", "ta_feng_lines": f"{counts['Ta-Feng / lines']:,}",
                      "results": ", ".join(f'<a href="results/{file.name}">{file.stem}</a>'
                                           for file in sorted(results.glob("*.json")))}
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["foresale.css"]
html_js_files = [("plotly.min.js", {"priority": 100}), ("charts.js", {"priority": 200})]
mathjax_path = "mathjax/tex-svg.js"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_last_updated_fmt = None
html_context = {"default_mode": "light"}
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "home_page_in_toc": True,
    "navbar_persistent": [],
    "footer_content_items": ["extra-footer.html"],
    "extra_footer": (
        f"<p>Made by environment/report ({run['mode']} run) on {run['date']} from commit {commit}. {run['java']},"
        f" Python {run['python']}, {run['system']}, {run['processor']}, {run['cores']} cores.</p>"),
}
if run["mode"] == "quick":
    html_theme_options["announcement"] = (
        "A quick run, to see that all works: its figures are not to be quoted. Run environment/report for those.")
