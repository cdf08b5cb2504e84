"""What a lock had beside codes when it was last asked."""

from datetime import UTC, datetime

from custom_components.cloud_locks.credentials.shelf import Shelf
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.credential import Credential, CredentialType

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CARD = Credential(id="1", type=CredentialType.RFID_CODE, name="Anna")
FINGER = Credential(id="1", type=CredentialType.FINGERPRINT, name="Anna")


def names(shelf: Shelf) -> list[tuple[str, str]]:
    """Return what is known of the front door."""
    known = shelf.of("front")
    assert known is not None
    return [(it.type.value, it.name) for it in known.credentials]


def test_what_is_done_here_is_known() -> None:
    """Without asking again; ids are those of a kind."""
    shelf = Shelf()
    shelf.take("front", AT, [CARD])
    shelf.note("front", EventType.ADDED, FINGER)
    assert names(shelf) == [("rfid_code", "Anna"), ("fingerprint", "Anna")]
    shelf.note("front", EventType.REMOVED, CARD)
    assert names(shelf) == [("fingerprint", "Anna")]
    known = shelf.of("front")
    assert known is not None
    assert known.at == AT


def test_of_a_lock_that_was_never_asked_nothing_is_known() -> None:
    """One card that was added is not all that it has."""
    shelf = Shelf()
    shelf.note("front", EventType.ADDED, CARD)
    assert shelf.of("front") is None
