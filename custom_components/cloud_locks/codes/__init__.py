"""The codes of an account's locks: knowing them, writing them, watching over them."""

from .book import CodeBook, CodeProblem
from .jobs import IfExists
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
