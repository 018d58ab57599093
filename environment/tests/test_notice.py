"""NOTICE names all software that is run, and its licences as the software itself tells them."""
import re

import pytest

from conftest import PROJECT
from notice import HEAD, jars, notice, packages

NOTICE = (PROJECT / "NOTICE").read_text(encoding="utf-8")
LISTED = dict(re.findall(r"^([\w.:-]+): (.+)$", NOTICE[len(HEAD):], re.MULTILINE))
RUN = {**jars(PROJECT / "lib"), **packages(PROJECT / "environment")}


def test_it_is_long_enough_to_be_true():
    assert len(RUN) > 150
    assert {"org.duckdb:duckdb_jdbc", "jupyterlab", "pyspark", "org.postgresql:postgresql"} <= set(RUN)


def test_it_lists_what_is_run_and_nothing_else():
    assert sorted(LISTED) == sorted(RUN)


def test_every_licence_is_the_one_that_the_software_tells():
    """Of a package for another system or another Python, nothing is known here."""
    told = {name: licence for name, licence in RUN.items() if licence}
    assert len(told) > len(RUN) * 0.9
    assert {name: LISTED.get(name) for name in told} == told
    assert all(LISTED.values())


def test_what_is_copied_into_a_jar_is_named_too():
    inside = LISTED["org.nd4j:jackson"]
    assert inside.startswith("Apache-2.0; in it ") and "jackson-databind" in inside and "snakeyaml" in inside
    assert "BSD-3-Clause" in LISTED["org.nd4j:protobuf"] and "protobuf-java" in LISTED["org.nd4j:protobuf"]


@pytest.mark.skipif(not all(RUN.values()), reason="a package that tells its licence is not installed here")
def test_it_is_as_the_script_makes_it():
    assert notice(PROJECT) == NOTICE
