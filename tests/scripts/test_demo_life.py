"""The life of the demo's home: who has access, who has booked, what fits together."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

import pytest

from scripts.demo_home.account import sign_in
from scripts.demo_home.api import Api, DemoError
from scripts.demo_home.areas import AREAS
from scripts.demo_home.bookings import DOORS, check_in
from scripts.demo_home.demo import BRANDS
from scripts.demo_home.devices import Device
from scripts.demo_home.household import give_access, household
from simulators import Simulation

_TODAY = date(2026, 11, 21)


class _Api:
    """Answers with what was prepared, and keeps what was asked."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        """Prepare the answers of forms."""
        self.answers = list(answers)
        self.asked: list[tuple[str, Any]] = []

    async def post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        """Answer a form."""
        self.asked.append((path, data))
        return self.answers.pop(0)

    async def ask(
        self, action: str, entity_id: Sequence[str] = (), **data: Any
    ) -> None:
        """Perform an action."""
        self.asked.append((data["name"], (action, *entity_id)))

    @property
    def api(self) -> Api:
        """Return this in the place of the real one."""
        return cast("Api", self)


def _doors() -> list[str]:
    return sorted(lock.name for lock in Simulation("demo").home.locks.values())


def test_twelve_doors_of_all_brands() -> None:
    """Each brand can be signed in to; every door has its area."""
    assert set(Simulation("demo").accounts) == set(BRANDS)
    assert len(_doors()) == 12
    assert sorted(door for doors in AREAS.values() for door in doors) == _doors()


def test_everybody_has_doors_that_exist() -> None:
    """A door that was renamed would be left out without a word."""
    wanted = {door for access in household(_TODAY) for door in access.doors}
    assert (wanted | set(DOORS)) <= set(_doors())


@pytest.mark.parametrize(
    ("today", "year"),
    [(_TODAY, 2027), (date(2027, 2, 28), 2027), (date(2027, 3, 1), 2028)],
)
def test_ends_lie_ahead(today: date, year: int) -> None:
    """What ends in March ends in one that is not over."""
    ends = {it.hours.get("end_datetime") for it in household(today)}
    assert ends == {None, f"{year}-03-31 18:00"}


@pytest.mark.parametrize(
    ("hour", "expected"), [(0, "00:00:00"), (9, "08:00:00"), (23, "15:00:00")]
)
def test_the_guest_of_today_may_come_in(hour: int, expected: str) -> None:
    """At the usual time, or before now."""
    assert check_in(datetime(2026, 11, 21, hour, 30)) == expected  # noqa: DTZ001


async def test_access_is_given_where_there_are_doors() -> None:
    """In a home of one brand only some of them are there."""
    front = Device("Front door", {"lock.lock": "lock.front_door"})
    fake = _Api()
    await give_access(fake.api, [front, Device("Bridge")], _TODAY)
    given = {name: what for name, what in fake.asked if "grant_access" in what[0]}
    assert given["Anna"] == ("cloud_locks.grant_access", "lock.front_door")
    assert "Tom, the garden" not in given
    assert ("Els next door", ("cloud_locks.pause_grant",)) in fake.asked


async def test_a_refused_form_is_told_without_what_was_typed() -> None:
    """The reader learns which fields, not what stood in them."""
    form = {"flow_id": "1", "type": "form"}
    refused = form | {"errors": {"base": "invalid_auth"}}
    with pytest.raises(DemoError, match=r"password.*invalid_auth") as caught:
        await sign_in(_Api(form, form, refused).api, "ttlock", {"password": "hush"})
    assert "hush" not in str(caught.value)
