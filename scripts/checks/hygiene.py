"""Traces of one machine or one package registry, which mean nothing to anybody else."""

from collections.abc import Iterator
import re

from .repository import Finding, Repository

# Written in parts, so that this file passes its own check.
_REGISTRIES = (
    ("pypi", "org"),
    ("files", "python" + "hosted", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
    ("deb", "debian", "org"),
    ("static", "crates", "io"),
    ("proxy", "golang", "org"),
)
_HOME_FOLDERS = ("root", "work", "Users", r"home/\w+")

_TRACES = {
    "names the package registry": re.compile(
        r"\b(?:" + "|".join(re.escape(".".join(host)) for host in _REGISTRIES) + r")\b"
    ),
    "names a folder of one machine": re.compile(
        r"(?<![\w.~})/-])/(?:" + "|".join(_HOME_FOLDERS) + r")/"
    ),
}
_SNIFFED = 8192


def check_hygiene(repository: Repository) -> Iterator[Finding]:
    """Every line of a tracked text file that holds such a trace."""
    for file in repository.tracked_files:
        content = repository.read_bytes(file)
        if b"\0" in content[:_SNIFFED]:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            for message, pattern in _TRACES.items():
                if found := pattern.search(line):
                    yield Finding(f"{file}:{number}", f"{message} {found[0]!r}")
