import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "environment" / "python"))

# The files that take longest, the longest first: so no worker is left alone with one of them at the end.
LONGEST = ["test_docker", "test_site", "test_spark", "test_bench", "test_own_data", "test_projects", "test_kernel",
           "test_run_notebooks", "test_diagrams"]


def pytest_collection_modifyitems(items):
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def report() -> Path:
    """The built site."""
    site = PROJECT / "target" / "quick" / "report"
    assert (site / "index.html").is_file(), f"{site} holds no report: run environment/report --quick first"
    return site
