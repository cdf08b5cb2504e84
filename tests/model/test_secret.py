"""A secret is seen only by who asks for it."""

import copy
from dataclasses import asdict, dataclass
import json
import pickle

from hypothesis import given, settings, strategies as st
import orjson
import pytest

from custom_components.cloud_locks.model.secret import Secret

PIN = "481593"


@dataclass(frozen=True, slots=True)
class Holder:
    """Something that has a secret."""

    pin: Secret


@pytest.mark.parametrize("text", ["", PIN, "a longer text"])
def test_no_way_of_writing_it_shows_it(text: str) -> None:
    """Neither the text nor its length."""
    secret = Secret(text)
    written = [str(secret), repr(secret), f"{secret}", f"{secret!r}", f"{secret!s}"]
    assert set(written) == {"Secret(******)"}
    assert f"{secret:>16}" == "  Secret(******)"
    assert f"{secret:.3}" == "Sec"
    assert repr(Holder(secret)) == "Holder(pin=Secret(******))"
    assert secret.reveal() == text


def test_no_encoder_writes_it() -> None:
    """Home Assistant's encoder writes dataclasses by itself; it must stop here."""
    for encode in (json.dumps, orjson.dumps):
        with pytest.raises(TypeError) as caught:
            encode({"pin": Secret(PIN)})
        assert PIN not in str(caught.value)
    with pytest.raises(TypeError):
        orjson.dumps(Holder(Secret(PIN)))
    assert asdict(Holder(Secret(PIN))) == {"pin": Secret(PIN)}


@settings(deadline=None)
@given(st.text(), st.text())
def test_equal_by_value(one: str, other: str) -> None:
    """Two secrets compare as their texts do, any text of the world."""
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) == Secret(one)
    assert hash(Secret(one)) == hash(Secret(one))
    assert len({Secret(one), Secret(other)}) == len({one, other})


def test_lone_surrogates_compare() -> None:
    """What JSON may carry although no encoding can."""
    assert Secret("\ud800") != Secret("\ud801")


def test_never_equal_to_bare_text() -> None:
    """Nor found by it: a collection of secrets answers no guesses."""
    assert Secret(PIN) != PIN
    assert PIN not in [Secret(PIN), Secret("")]
    assert hash(Secret(PIN)) != hash(PIN)


def test_it_cannot_be_changed() -> None:
    """Not set, not deleted, nothing added."""
    secret = Secret(PIN)
    for name in ("_Secret__text", "other"):
        with pytest.raises(AttributeError):
            setattr(secret, name, "1234")
        with pytest.raises(AttributeError):
            delattr(secret, name)
    assert not hasattr(secret, "__dict__")
    assert secret.reveal() == PIN


def test_copies_keep_the_text() -> None:
    """Shallow, deep and pickled."""
    secret = Secret(PIN)
    for copied in (
        copy.copy(secret),
        copy.deepcopy(secret),
        pickle.loads(pickle.dumps(secret)),  # noqa: S301  # our own bytes
    ):
        assert copied == secret
        assert copied.reveal() == PIN
