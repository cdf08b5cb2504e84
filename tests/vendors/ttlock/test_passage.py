"""The hours in which a lock stays unlocked by itself."""

from datetime import time

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import LockOffline, OutcomeUnknown
from custom_components.cloud_locks.model.parts import PassagePlan
from custom_components.cloud_locks.model.schedule import Day
from tests.vendors.raw_server import Reply

from .payloads import LOCK, Json, done, old_passage, passage, refusal
from .script import OLD_PASSAGE, Script, plans_of, said
from .test_settings import PASSAGE, SET_OLD_PASSAGE, SET_PASSAGE

OFFICE = PassagePlan(
    enabled=True,
    days=frozenset({Day.MON, Day.FRI}),
    start_time=time(9),
    end_time=time(17, 30),
)
WHOLE_WEEK = frozenset(Day)


@pytest.mark.parametrize(
    ("answer", "plan"),
    [
        (
            passage(),
            PassagePlan(
                enabled=False,
                days=frozenset({Day.MON, Day.TUE}),
                start_time=time(8),
                end_time=time(18),
            ),
        ),
        (
            passage(
                passageMode=1,
                cyclicConfig='[{"isAllDay":1,"weekDays":[7]}]',
            ),
            PassagePlan(enabled=True, days=frozenset({Day.SUN})),
        ),
        (
            passage(
                passageMode=1,
                cyclicConfig=[{"startTime": 480, "endTime": 1080, "weekDays": [1]}],
            ),
            PassagePlan(
                enabled=True,
                days=frozenset({Day.MON}),
                start_time=time(8),
                end_time=time(18),
            ),
        ),
        (passage(cyclicConfig=None), PassagePlan(enabled=False)),
        (passage(cyclicConfig="nonsense"), PassagePlan(enabled=False)),
        (
            passage(cyclicConfig=[{"isAllDay": 2, "startTime": 9999, "weekDays": [9]}]),
            PassagePlan(enabled=False),
        ),
    ],
)
async def test_reading(script: Script, answer: Json, plan: PassagePlan) -> None:
    """The first period; whole days have no times."""
    cloud, _ = await script.connected()
    script.on("GET", PASSAGE, said(answer))
    assert await plans_of(cloud).get(LOCK) == plan


async def test_reading_the_older_answer(script: Script) -> None:
    """As it was recorded."""
    cloud, _ = await script.connected(script.sifely())
    script.on("GET", OLD_PASSAGE, said(old_passage()))
    assert await plans_of(cloud).get(LOCK) == PassagePlan(
        enabled=True, days=WHOLE_WEEK, start_time=time(6), end_time=time(18)
    )


async def test_writing(script: Script) -> None:
    """One period instead of what was there; confirmed when it is read back."""
    cloud, _ = await script.connected()
    new = passage(
        passageMode=1,
        cyclicConfig=[
            {"isAllDay": 2, "startTime": 540, "endTime": 1050, "weekDays": [1, 5]}
        ],
    )
    script.on("GET", PASSAGE, said(passage()), said(new))
    script.on("POST", SET_PASSAGE, said(done()))
    assert await plans_of(cloud).set(LOCK, OFFICE) is Outcome.CONFIRMED
    assert script.params(SET_PASSAGE)["cyclicConfig"] == (
        '[{"isAllDay":2,"startTime":540,"endTime":1050,"weekDays":[1,5]}]'
    )


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (PassagePlan(enabled=True), {"isAllDay": "1", "weekDays": "[1,2,3,4,5,6,7]"}),
        (
            PassagePlan(enabled=True, days=frozenset({Day.SUN})),
            {"isAllDay": "1", "weekDays": "[7]"},
        ),
        (
            PassagePlan(enabled=True, start_time=time(20), end_time=time()),
            {"startDate": "1200", "endDate": "1439"},
        ),
        # Switched off, it keeps its hours.
        (
            PassagePlan(enabled=False),
            {"passageMode": "2", "startDate": "360", "endDate": "1080"},
        ),
    ],
)
async def test_writing_the_older_way(
    script: Script, plan: PassagePlan, fields: dict[str, str]
) -> None:
    """One period is all there is."""
    cloud, _ = await script.connected(script.sifely())
    script.on("GET", OLD_PASSAGE, said(old_passage()))
    script.on("POST", SET_OLD_PASSAGE, said(done()))
    await plans_of(cloud).set(LOCK, plan)
    assert script.params(SET_OLD_PASSAGE).items() >= fields.items()


@pytest.mark.parametrize(
    ("reply", "error"),
    [(None, OutcomeUnknown), (said(refusal(-2012)), LockOffline)],
)
async def test_writing_that_fails(
    script: Script, reply: Reply, error: type[Exception]
) -> None:
    """Sent once."""
    cloud, _ = await script.connected()
    script.on("GET", PASSAGE, said(passage()))
    script.on("POST", SET_PASSAGE, reply)
    with pytest.raises(error):
        await plans_of(cloud).set(LOCK, OFFICE)
    assert script.writes == [SET_PASSAGE]


async def test_a_plan_that_cannot_be_read_back(script: Script) -> None:
    """It was taken, and no more is claimed."""
    cloud, _ = await script.connected()
    script.on("GET", PASSAGE, said(passage()), said(b"", 503))
    script.on("POST", SET_PASSAGE, said(done()))
    assert await plans_of(cloud).set(LOCK, OFFICE) is Outcome.ACCEPTED
