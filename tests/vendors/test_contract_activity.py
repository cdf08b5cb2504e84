"""Who opened the door: complete, in order, once, without digits."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.command import Operation

from .contract import Stage

PIN = "284617"
_MINUTE = timedelta(minutes=1)


async def _some_activity(stage: Stage, cloud: LockCloud) -> None:
    # Some clouds keep no record of locking.
    for operation in (Operation.UNLOCK, Operation.LOCK) * 3:
        await cloud.operate(stage.props.main, operation)
        stage.advance(_MINUTE)


async def _activity(stage: Stage, cloud: LockCloud) -> tuple[AccessEvent, ...]:
    stage.advance(_MINUTE)
    return await cloud.activity(stage.props.main, after=None, limit=100)


async def test_oldest_first_with_stable_ids(stage: Stage, cloud: LockCloud) -> None:
    """Reading twice gives the same happenings, in the order of time."""
    await _some_activity(stage, cloud)
    first, second = [await _activity(stage, cloud) for _ in range(2)]
    assert [event.id for event in first] == [event.id for event in second]
    times = [event.occurred_at for event in first]
    assert times == sorted(times)
    assert len({event.id for event in first}) == len(first) >= 3
    assert all(event.lock_id == stage.props.main for event in first)


async def test_after_includes_its_own_moment(stage: Stage, cloud: LockCloud) -> None:
    """Clouds cut times: what happened at the very moment comes again."""
    await _some_activity(stage, cloud)
    everything = await _activity(stage, cloud)
    middle = everything[-2]
    later = await cloud.activity(stage.props.main, after=middle.occurred_at, limit=100)
    assert [event.id for event in later] == [event.id for event in everything[-2:]]


async def test_limit_keeps_the_newest(stage: Stage, cloud: LockCloud) -> None:
    """With little room the old ones are left out, not the new ones."""
    await _some_activity(stage, cloud)
    everything = await _activity(stage, cloud)
    newest = await cloud.activity(stage.props.main, after=None, limit=2)
    assert [event.id for event in newest] == [event.id for event in everything[-2:]]


async def test_more_than_one_page(stage: Stage, cloud: LockCloud) -> None:
    """A busy week is read whole: nothing twice, nothing left out between pages."""
    if cloud.parts.codes is None:
        pytest.skip("there is no keypad to type at")
    for _ in range(450):
        await stage.type_pin(stage.props.main, PIN)
        stage.advance(timedelta(seconds=1))
    stage.advance(_MINUTE)
    events = await cloud.activity(stage.props.main, after=None, limit=1000)
    denied = {event.id for event in events if event.type is EventType.DENIED}
    assert len(denied) == 450
    assert len(events) == len({event.id for event in events})


async def test_locks_are_kept_apart(stage: Stage, cloud: LockCloud) -> None:
    """A neighbour's door is another door."""
    await _some_activity(stage, cloud)
    ours = {event.id for event in await _activity(stage, cloud)}
    theirs = await cloud.activity(stage.props.other, after=None, limit=100)
    assert not ours & {event.id for event in theirs}


async def test_typed_pin_names_its_code(stage: Stage, cloud: LockCloud) -> None:
    """The door log tells whose code it was, never which digits."""
    if cloud.parts.codes is None:
        pytest.skip("this cloud writes no codes")
    await stage.add_code(stage.props.main, "Cleaner", PIN)
    await stage.type_pin(stage.props.main, PIN)
    event = (await _access(stage, cloud))[-1]
    assert (event.type, event.method) == (EventType.UNLOCKED, Method.CODE)
    assert event.who == "Cleaner"
    assert PIN not in repr(event)


async def test_wrong_pin_is_denied(stage: Stage, cloud: LockCloud) -> None:
    """Somebody tried, and the digits that were typed are nowhere."""
    if cloud.parts.codes is None:
        pytest.skip("this cloud writes no codes")
    await stage.type_pin(stage.props.main, PIN)
    event = (await _access(stage, cloud))[-1]
    assert event.type is EventType.DENIED
    assert PIN not in repr(event)


async def test_code_named_after_its_digits(stage: Stage, cloud: LockCloud) -> None:
    """People do that; the event masks what may be a PIN."""
    if cloud.parts.codes is None:
        pytest.skip("this cloud writes no codes")
    await stage.add_code(stage.props.main, f"Anna {PIN}", PIN)
    await stage.type_pin(stage.props.main, PIN)
    event = (await _access(stage, cloud))[-1]
    assert event.who is not None
    assert event.who.startswith("Anna")
    assert PIN not in repr(event)


async def _access(stage: Stage, cloud: LockCloud) -> list[AccessEvent]:
    events = await _activity(stage, cloud)
    return [event for event in events if event.stream is Stream.ACCESS]
