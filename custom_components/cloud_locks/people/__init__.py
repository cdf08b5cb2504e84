"""People: those in the vendors' apps, those of this home, and who is who."""

from .desk import PeopleDesk
from .links import PersonLinks

__all__ = ["PeopleDesk", "PersonLinks"]
