"""A headless Chromium that does not call home."""
import os
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from command import fail

QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu"]
CANDIDATES = ["chromium", "chromium-browser", "google-chrome"]


def installed() -> str:
    """The browser: FORESALE_CHROMIUM, or the first one that is installed; empty without one."""
    return os.environ.get("FORESALE_CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), "")


def program() -> str:
    """The browser, or an end with a remedy."""
    found = installed()
    if not found:
        fail("no Chromium is found", "install Chromium or Chrome, or set FORESALE_CHROMIUM to its program")
    return found


@contextmanager
def chromium():
    arguments = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()
