"""The codes of an account's locks: knowing them, writing them, watching over them."""

from .book import CodeBook
from .jobs import IfExists
from .problems import CodeProblem
from .settler import CodeSettler
from .watch import CodeWatch
from .writer import CodeWriter

__all__ = [
    "CodeBook",
    "CodeProblem",
    "CodeSettler",
    "CodeWatch",
    "CodeWriter",
    "IfExists",
]
