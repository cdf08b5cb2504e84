"""What is to be looked at before clients are told the next time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from ..access.grant import DoorId, GrantId
from .views import ChangeView, EnrollmentView, EventView


@dataclass(slots=True)
class Pending:
    """What may be different, and what has happened since."""

    doors: set[DoorId] = field(default_factory=set)
    grants: set[GrantId] = field(default_factory=set)
    accounts: bool = False
    issues: bool = False
    events: list[EventView] = field(default_factory=list)
    changes: list[ChangeView] = field(default_factory=list)
    enrollments: dict[DoorId, EnrollmentView] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> bool:
        """Whether a door or an access is still to be looked at."""
        return bool(self.doors or self.grants)

    def take_news(self) -> Pending:
        """Return what has happened, and forget it here."""
        news = Pending(
            events=self.events,
            changes=self.changes,
            enrollments=self.enrollments,
            contacts=self.contacts,
        )
        self.events, self.changes = [], []
        self.enrollments, self.contacts = {}, {}
        return news


def take[T](some: set[T], at_most: int) -> Iterable[T]:
    """Return some members of a set, no longer in it."""
    taken = tuple(islice(some, at_most))
    some.difference_update(taken)
    return taken
