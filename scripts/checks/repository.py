"""The files under check, and what is found wrong with them."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
import json
from pathlib import Path
import subprocess
from typing import Any, override

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.yaml import parse_yaml

DOMAIN = "cloud_locks"

type Check = Callable[[Repository], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to repair; `file` is relative to the repository's root."""

    file: str
    message: str

    @override
    def __str__(self) -> str:
        """Write it the way compilers do."""
        return f"{self.file}: {self.message}"


class UnreadableError(Exception):
    """A file that a check needs is missing or cannot be parsed."""

    def __init__(self, file: str, message: str) -> None:
        """Keep the finding that the check turns into."""
        super().__init__(message)
        self.finding = Finding(file, message)


@dataclass(frozen=True)
class Repository:
    """A checkout; its integration lies in `custom_components/cloud_locks`."""

    root: Path

    @property
    def component(self) -> str:
        """The integration's folder, relative to the root."""
        return f"custom_components/{DOMAIN}"

    def read_bytes(self, file: str) -> bytes:
        """Content of a file; UnreadableError when there is none."""
        try:
            return (self.root / file).read_bytes()
        except OSError as err:
            raise UnreadableError(file, "is missing") from err

    def read_text(self, file: str) -> str:
        """Content of a UTF-8 file; UnreadableError when it is none."""
        try:
            return self.read_bytes(file).decode()
        except UnicodeDecodeError as err:
            raise UnreadableError(file, "is not UTF-8") from err

    def read_json(self, file: str) -> dict[str, Any]:
        """Object of a JSON file; UnreadableError when it holds anything else."""
        try:
            content = json.loads(self.read_text(file))
        except json.JSONDecodeError as err:
            raise UnreadableError(file, f"is not JSON: {err}") from err
        return _as_object(file, content)

    def read_yaml(self, file: str) -> dict[str, Any]:
        """Mapping of a YAML file; UnreadableError when it holds anything else."""
        try:
            content = parse_yaml(self.read_text(file))
        except HomeAssistantError as err:
            raise UnreadableError(file, f"is not YAML: {err}") from err
        return _as_object(file, content)

    @cached_property
    def tracked_files(self) -> list[str]:
        """Every file git knows; in a folder that is no checkout, every file."""
        if not (self.root / ".git").exists():
            return sorted(
                str(path.relative_to(self.root))
                for path in self.root.rglob("*")
                if path.is_file()
            )
        listing = subprocess.run(  # noqa: S603 - constant arguments
            ["git", "-C", str(self.root), "ls-files", "-z"],  # noqa: S607 - found on PATH
            check=True,
            capture_output=True,
            text=True,
        )
        return [
            file for file in listing.stdout.split("\0") if (self.root / file).is_file()
        ]

    @cached_property
    def modules(self) -> dict[str, ast.Module]:
        """Syntax trees of the integration's Python files, by file."""
        folder = self.root / self.component
        return {
            str(path.relative_to(self.root)): self._parse(path)
            for path in sorted(folder.rglob("*.py"))
        }

    def _parse(self, path: Path) -> ast.Module:
        file = str(path.relative_to(self.root))
        try:
            return ast.parse(path.read_text(encoding="utf-8"), filename=file)
        except SyntaxError as err:
            raise UnreadableError(file, f"is not Python: {err}") from err


def _as_object(file: str, content: object) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise UnreadableError(file, "does not hold keys and values")
    return content
