"""Who changed which access, as a client is told."""

from ..access.changes import Change
from .moments import shown
from .views import ChangeView


def change_view(change: Change) -> ChangeView:
    """Return a change as a row."""
    return ChangeView(
        at=shown(change.at),
        change=change.kind.value,
        grant_id=change.grant_id,
        name=change.name,
        user=change.user,
    )
