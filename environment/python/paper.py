"""Prints the report that Sphinx made as one page: A4, charts drawn, with an outline and tags for a screen reader."""
import html
from pathlib import Path

from browser import chromium

# What lies between the margins of A4, in the pixels of a page.
WIDTH = 658
MARGIN = "18mm"
FOOTER = """<div style="width: 100%; font-size: 8px; color: #555; text-align: center">
{origin} &#183; <span class="pageNumber"></span> / <span class="totalPages"></span></div>"""

# A link leads to a place in the file, or out into the world; never to a file of the machine that printed it. What is
# wider than the paper becomes smaller.
FIT = """width => {
    // Two notebooks may have a section of the same name: each one's own is given a name that no other has.
    const place = (notebook, section) => {
        const start = document.getElementById(notebook);
        const found = section && start && Array.from(document.querySelectorAll('section[id]')).find(each =>
            [each.id, each.dataset.was].includes(section)
            && start.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
        if (!found) {
            return notebook;
        }
        if (document.getElementById(found.id) !== found) {
            found.dataset.was = found.id;
            found.id = notebook + '-' + section;
        }
        return found.id;
    };
    // What a page opens on demand is an appendix here, to which each claim leads.
    const folded = Array.from(document.querySelectorAll('.foresale-keys'));
    const appendix = document.createElement('section');
    const added = (parent, name, text) => {
        const element = document.createElement(name);
        element.textContent = text;
        return parent.appendChild(element);
    };
    folded.forEach((keys, i) => {
        const named = keys.querySelector('summary').textContent;
        if (i === 0) {
            added(appendix, 'h1', 'Appendix: ' + named.toLowerCase());
        }
        const part = added(appendix, 'section', '');
        part.id = 'foresale-keys-' + (i + 1);
        added(part, 'h2', keys.dataset.claim);
        part.append(...keys.querySelectorAll(':scope > ul'));
        const line = document.createElement('p');
        added(line, 'a', named + ' (appendix)').setAttribute('href', '#' + part.id);
        keys.replaceWith(line);
    });
    if (folded.length) {
        appendix.className = 'foresale-appendix';
        (document.querySelector('main') || document.body).append(appendix);
    }
    document.querySelectorAll('a[href]').forEach(link => {
        const href = link.getAttribute('href');
        const notebook = href.match(/^(\\d\\d-[\\w-]+)\\.html(?:#(.+))?$/);
        if (notebook) {
            link.setAttribute('href', '#' + place('document-' + notebook[1], notebook[2]));
        } else if (!/^(#|https?:)/.test(href)) {
            link.removeAttribute('href');
        }
    });
    document.querySelectorAll('.foresale-scroll, mjx-container[display="true"]').forEach(wide => {
        if (wide.scrollWidth > width) {
            wide.style.zoom = width / wide.scrollWidth;
        }
    });
}"""


def print_report(source: Path, target: Path, origin: str) -> None:
    """Prints a page; each sheet tells at its foot where the report comes from."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, color_scheme="light")
        page.emulate_media(media="print")
        page.goto(source.as_uri(), wait_until="load")
        page.wait_for_function("document.documentElement.dataset.charts", timeout=120_000)
        page.evaluate("window.MathJax && window.MathJax.startup ? window.MathJax.startup.promise.then(() => 0) : 0")
        page.evaluate(FIT, WIDTH)
        page.pdf(path=str(target), format="A4", print_background=True, outline=True, tagged=True,
                 margin=dict.fromkeys(["top", "right", "bottom", "left"], MARGIN),
                 display_header_footer=True, header_template="<span></span>",
                 footer_template=FOOTER.format(origin=html.escape(origin)))
