"""Print every finding; exit 1 when there is one."""

from pathlib import Path
import sys

from . import Repository, findings


def main() -> int:
    """Check the repository that this package lies in."""
    count = 0
    for finding in findings(Repository(Path(__file__).parents[2])):
        print(finding)
        count += 1
    return 1 if count else 0


sys.exit(main())
