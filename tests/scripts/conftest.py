"""Fixtures for tests of the repository's own tools."""

from pathlib import Path

import pytest

from tests.scripts.workbench import Workbench, healthy


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """Return a repository in which nothing is wrong."""
    return healthy(tmp_path)
