"""Whose act it was: what is linked with a person, and until when."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.attribution import (
    OF_CODE,
    OF_USER,
    Link,
    LinkKey,
    Links,
    handed_on,
    linked_person,
    unique_name,
    with_credentials,
    with_users,
    without_codes,
)
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.masking import MASK
from custom_components.cloud_locks.model.people import User

EVENT = AccessEvent(
    id="1",
    lock_id="front",
    stream=Stream.ACCESS,
    type=EventType.UNLOCKED,
    occurred_at=datetime(2026, 11, 21, tzinfo=UTC),
)
CARD = CredentialType.RFID_CODE
LINKS: Links = {
    LinkKey(OF_CODE, "1"): Link(person="code's"),
    LinkKey(OF_USER, "1"): Link(person="user's", name="Bert"),
    LinkKey(CARD, "1"): Link(person="card's"),
}


@pytest.mark.parametrize(
    ("done_by", "person"),
    [
        ({"code_id": "1"}, "code's"),
        ({"code_id": "2"}, None),
        ({"actor_id": "1"}, "user's"),
        ({"credential_type": CARD, "credential_id": "1"}, "card's"),
        ({"credential_type": CredentialType.FACE, "credential_id": "1"}, None),
        ({"credential_type": CARD}, None),
        ({"credential_id": "1"}, None),
        ({"who": "bert "}, "user's"),
        ({"who": "Bert", "code_name": "Bert"}, None),
        ({"who": "Bert", "code_id": "2"}, None),
        ({"who": "Anna"}, None),
        ({}, None),
    ],
)
def test_what_an_event_was_done_by(done_by: dict[str, Any], person: str | None) -> None:
    """Ids of different kinds may be the same; a code is not its namesake's."""
    assert linked_person(replace(EVENT, **done_by), LINKS, {}) == person


def test_code_of_a_vendor_user() -> None:
    """It is theirs, unless it was given to somebody itself."""
    codes = {"7": AccessCode(id="7", name="Family", user_id="1")}
    event = replace(EVENT, code_id="7")
    assert linked_person(event, LINKS, codes) == "user's"
    own = {**LINKS, LinkKey(OF_CODE, "7"): Link(person="other's")}
    assert linked_person(event, own, codes) == "other's"


def test_hidden_digits_are_compared_with_nobody() -> None:
    """Behind them may stand another."""
    links = {LinkKey(OF_USER, "1"): Link(person="a", name="Room 12345")}
    assert linked_person(replace(EVENT, who=f"Room {MASK}"), links, {}) is None


def test_name_of_two_who_are_linked_with_different_people() -> None:
    """Nobody is guessed; twice the same person is no guess."""
    two = {
        LinkKey(OF_USER, "1"): Link(person="a", name="Bert"),
        LinkKey(OF_USER, "2"): Link(person="b", name="Bert"),
    }
    event = replace(EVENT, who="Bert")
    assert linked_person(event, two, {}) is None
    same = {key: replace(link, person="a") for key, link in two.items()}
    assert linked_person(event, same, {}) == "a"


def test_codes_that_are_gone() -> None:
    """Only theirs; other things have the same ids."""
    assert without_codes(LINKS, {"1"}).keys() == LINKS.keys() - {LinkKey(OF_CODE, "1")}
    assert without_codes(LINKS, {"2"}) == LINKS


def test_code_in_the_place_of_another() -> None:
    """Whose it was is whose it is."""
    after = handed_on(LINKS, "1", "9")
    assert after[LinkKey(OF_CODE, "9")].person == "code's"
    assert LinkKey(OF_CODE, "1") not in after
    assert after[LinkKey(OF_USER, "1")] == LINKS[LinkKey(OF_USER, "1")]


def test_users_are_read() -> None:
    """One who is gone takes the link along; a new name is taken over."""
    assert LinkKey(OF_USER, "1") not in with_users(LINKS, [User(id="2", name="Bert")])
    after = with_users(LINKS, [User(id="1", name="Albert")])
    assert after[LinkKey(OF_USER, "1")] == Link(person="user's", name="Albert")
    assert after[LinkKey(OF_CODE, "1")] == LINKS[LinkKey(OF_CODE, "1")]


def test_name_that_another_user_has_too() -> None:
    """It proves nothing any more."""
    users = [User(id="1", name="Bert"), User(id="2", name="bert")]
    assert with_users(LINKS, users)[LinkKey(OF_USER, "1")].name is None
    assert unique_name(User(id="1", name=""), []) is None


def test_credentials_are_read() -> None:
    """One that is gone takes the link along, and no other."""
    card = Credential(id="1", type=CARD, name="Card")
    assert with_credentials(LINKS, [card]) == LINKS
    after = with_credentials(LINKS, [replace(card, type=CredentialType.FACE)])
    assert after.keys() == LINKS.keys() - {LinkKey(CARD, "1")}


@pytest.mark.parametrize(
    ("thing", "key"),
    [
        (AccessCode(id="1", name=""), LinkKey(OF_CODE, "1")),
        (Credential(id="1", type=CARD, name=""), LinkKey(CARD, "1")),
        (User(id="1", name=""), LinkKey(OF_USER, "1")),
    ],
)
def test_key(thing: AccessCode | Credential | User, key: LinkKey) -> None:
    """Each kind has its own."""
    assert LinkKey.of(thing) == key
