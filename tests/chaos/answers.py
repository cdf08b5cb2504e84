"""What people are told: always something, and only what is so."""

import json
from pathlib import Path
from typing import Any, Final

from homeassistant.exceptions import HomeAssistantError

from custom_components.cloud_locks import actions
from custom_components.cloud_locks.const import DOMAIN

from .house import Held, House
from .oracle import Aim, Violation, Wish, same

_TEXTS: Final = Path(actions.__file__).parents[1] / "translations" / "en.json"
_NAMED: Final = frozenset(json.loads(_TEXTS.read_text())["exceptions"])
"""The errors that have a sentence."""

DOUBT: Final = frozenset(
    {"outcome_unknown", "not_confirmed", "two_candidates", "answer_not_understood"}
)
"""Reasons that leave open whether something was done."""


def reason_of(err: HomeAssistantError) -> str:
    """Return why something was refused: always one of our sentences."""
    if err.translation_domain != DOMAIN or err.translation_key not in _NAMED:
        msg = f"an error without a sentence: {err!r} {err.translation_key}"
        raise Violation(msg) from err
    return str(err.translation_key)


def check_answer(house: House, wish: Wish, row: dict[str, Any], reason: str) -> None:
    """Hold a certain answer against the truth."""
    if wish.aim is Aim.CLEAR or wish.disturbed:
        return
    if reason and wish.effects:
        msg = f"{wish} was refused ({reason}) and took place"
        raise Violation(msg)
    if not reason and not _is_true(house, wish, row):
        msg = f"{wish} was answered by {row}, which is not true"
        raise Violation(msg)


def _is_true(house: House, wish: Wish, row: dict[str, Any]) -> bool:
    held = house.held(wish.door).get(row["code_id"] or "")
    if row["status"] == "removed":
        return held is None or held.leaving or not wish.effects
    if wish.aim is Aim.ADOPT or not row["on_lock"]:
        return True
    if held is None or held.coming:
        return False
    return not wish.effects or _is_as_wished(held, wish)


def _is_as_wished(held: Held, wish: Wish) -> bool:
    return (
        wish.pin in {"", held.pin}
        and wish.ends in {None, held.ends}
        and same(held.name, wish.new_name or wish.name)
    )
