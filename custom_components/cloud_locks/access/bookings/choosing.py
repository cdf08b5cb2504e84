"""The rules of a calendar as they are kept in its subentry."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import config_validation as cv

from ..grant import DoorId
from .rules import BookingRules, NameFrom, PinFrom

CALENDAR: Final = "calendar"
DOORS: Final = "doors"
CHECK_IN_TIME: Final = "check_in_time"
CHECK_OUT_TIME: Final = "check_out_time"
EARLY: Final = "early"
LATE: Final = "late"
IGNORE: Final = "ignore"
NAME_FROM: Final = "name_from"
PIN_FROM: Final = "pin_from"
REFRESH_EVERY: Final = "refresh_every"
CHECK_BEFORE: Final = "check_before"
CLEANER: Final = "cleaner"
ALLOW_HOME_ASSISTANT: Final = "allow_home_assistant_schedule"

ACCOUNT: Final = "account"
LOCK_ID: Final = "lock_id"

LEAST_REFRESH: Final = timedelta(minutes=5)


def rules_of_subentry(subentry: ConfigSubentry) -> BookingRules:
    """Return what was chosen for a calendar."""
    return rules_from(subentry.title, subentry.data)


def rules_from(title: str, data: Mapping[str, Any]) -> BookingRules:
    """Return the rules of what a form was filled in with, doors by account and lock."""
    return BookingRules(
        title=title,
        calendar=data[CALENDAR],
        doors=tuple(DoorId(it[ACCOUNT], it[LOCK_ID]) for it in data[DOORS]),
        check_in=time.fromisoformat(data[CHECK_IN_TIME]),
        check_out=time.fromisoformat(data[CHECK_OUT_TIME]),
        early=cv.time_period_dict(data[EARLY]),
        late=cv.time_period_dict(data[LATE]),
        ignore=tuple(data[IGNORE]),
        name_from=NameFrom(data[NAME_FROM]),
        pin_from=PinFrom(data[PIN_FROM]),
        refresh_every=cv.time_period_dict(data[REFRESH_EVERY]),
        check_before=tuple(timedelta(hours=int(it)) for it in data[CHECK_BEFORE]),
        cleaner=data.get(CLEANER),
        allow_home_assistant=data[ALLOW_HOME_ASSISTANT],
    )


def door_rows(doors: tuple[DoorId, ...]) -> list[dict[str, str]]:
    """Return doors as they are kept: entity ids change when somebody renames them."""
    return [{ACCOUNT: it.account, LOCK_ID: it.lock_id} for it in doors]
