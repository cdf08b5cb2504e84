"""Lists of listeners, one list per lock."""

from homeassistant.core import CALLBACK_TYPE, callback

from .model.lock import LockId


@callback
def subscribe[T](
    groups: dict[LockId, list[T]], lock_id: LockId, member: T
) -> CALLBACK_TYPE:
    """Put a member on a lock's list; returns how to take it off."""
    group = groups.setdefault(lock_id, [])
    group.append(member)

    @callback
    def stop() -> None:
        group.remove(member)

    return stop
