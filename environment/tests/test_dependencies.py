"""The build fails where a library comes in that is banned for its version."""
import os
import subprocess

import pytest

from conftest import PROJECT

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.foresale</groupId>
    <artifactId>foresale-parent</artifactId>
    <version>0.1.0</version>
    <relativePath>{parent}</relativePath>
  </parent>
  <artifactId>foresale-other</artifactId>
  <properties><module.name>org.foresale.other</module.name></properties>
  <dependencies>
    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


@pytest.mark.parametrize("artifact, version, allowed", [
    ("commons-io:commons-io", "2.7", False), ("commons-io:commons-io", "2.20.0", True),
    ("org.apache.commons:commons-compress", "1.25.0", False), ("org.apache.commons:commons-compress", "1.27.1", True),
    ("com.fasterxml.jackson.core:jackson-databind", "2.19.0", False),
    ("io.pebbletemplates:pebble", "3.2.4", False),
    # By what it needs.
    ("org.nd4j:nd4j-api", "1.0.0-M2.1", False),
])
def test_a_banned_version_fails_the_build(tmp_path, artifact, version, allowed):
    group, name = artifact.split(":")
    parent = os.path.relpath(PROJECT / "pom.xml", tmp_path)
    (tmp_path / "pom.xml").write_text(POM.format(parent=parent, group=group, artifact=name, version=version),
                                      encoding="utf-8")
    done = subprocess.run(["mvn", "-B", "-ntp", "-q", "validate"], cwd=tmp_path, capture_output=True, text=True,
                          env={**os.environ, "MAVEN_OPTS": "-XX:TieredStopAtLevel=1"})
    assert (done.returncode == 0) == allowed, done.stdout[-3000:]
    if not allowed:
        assert "BannedDependencies" in done.stdout and "banned" in done.stdout
        assert "commons-net:commons-net:jar:3.1" in done.stdout or f"{artifact}:jar:{version}" in done.stdout
