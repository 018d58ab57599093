import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "environment" / "python"))


@pytest.fixture(scope="session")
def report() -> Path:
    """The built site."""
    site = PROJECT / "target" / "report"
    assert (site / "index.html").is_file(), f"{site} holds no report: run environment/report first"
    return site
