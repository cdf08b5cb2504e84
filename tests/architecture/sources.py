"""The project's Python files as syntax trees, and what each of them imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "custom_components.cloud_locks"
COMPONENT = ROOT / "custom_components" / "cloud_locks"
MODEL = COMPONENT / "model"
VENDORS = COMPONENT / "vendors"
SIMULATORS = ROOT / "simulators"


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Return the dotted name, that of the package for `__init__.py`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return _parse(self.path)

    @property
    def imports(self) -> frozenset[str]:
        """Return the full dotted names of everything imported, wherever it stands.

        `from a import b` gives `a.b`: whether b is a module cannot be seen from here.
        """
        return frozenset(
            name for node in ast.walk(self.tree) for name in self._imported(node)
        )

    @property
    def absolute_imports(self) -> frozenset[str]:
        """Return the names that are imported without a leading dot."""
        return frozenset(
            name
            for node in ast.walk(self.tree)
            if not (isinstance(node, ast.ImportFrom) and node.level)
            for name in self._imported(node)
        )

    def _imported(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join((*self._anchor(node.level), *filter(None, [node.module])))
            yield from (f"{base}.{alias.name}" for alias in node.names)

    def _anchor(self, level: int) -> tuple[str, ...]:
        if not level:
            return ()
        package = self.path.relative_to(ROOT).parent.parts
        return package[: len(package) - level + 1]


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def modules(*folders: Path) -> tuple[Module, ...]:
    """Return the Python files of folders, in order."""
    return tuple(
        Module(path) for folder in folders for path in sorted(folder.rglob("*.py"))
    )


def home_assistant_layer() -> tuple[Module, ...]:
    """Return the files of the integration that are neither model nor vendor."""
    return tuple(
        module
        for module in modules(COMPONENT)
        if not module.path.is_relative_to(MODEL)
        and not module.path.is_relative_to(VENDORS)
    )


def vendor_folders(parent: Path) -> frozenset[str]:
    """Return the names of the folders in which a vendor may live."""
    return frozenset(
        path.name
        for path in parent.iterdir()
        if path.is_dir() and not path.name.startswith(("_", "."))
    )


def within(name: str, *packages: str) -> bool:
    """Return whether a dotted name is one of the packages or inside one."""
    return any(f"{name}.".startswith(f"{package}.") for package in packages)
