"""Codes on a lock: written, read back, changed, deleted, refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeId,
    CodeStatus,
)
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    Unsupported,
)
from custom_components.cloud_locks.model.masking import same_name
from custom_components.cloud_locks.model.parts import Codes, Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.reconcile import Intent, candidates
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .contract import Stage

PIN, OTHER_PIN = "284617", "739518"


@pytest.fixture
def codes(cloud: LockCloud) -> Codes:
    """Return the part, skip the test where a cloud has none."""
    if cloud.parts.codes is None:
        pytest.skip("this cloud writes no codes")
    return cloud.parts.codes


@pytest.fixture
def lock(stage: Stage) -> str:
    """Return the lock that takes codes."""
    return stage.props.main


def _draft(
    name: str = "Anna", pin: str = PIN, schedule: Schedule | None = None
) -> CodeDraft:
    return CodeDraft(name=name, pin=Secret(pin), schedule=schedule or Schedule.always())


async def _require(cloud: LockCloud, stage: Stage, schedule: Schedule) -> None:
    """Skip a test whose schedule the lock cannot hold."""
    rules = (await cloud.inventory()).locks[stage.props.main].code_rules
    assert rules is not None
    if broken := rules.check_schedule(schedule, stage.now()):
        pytest.skip(", ".join(broken))


async def _added(codes: Codes, lock: str, draft: CodeDraft) -> CodeId:
    write = await codes.add(lock, draft)
    assert write.outcome in {Outcome.CONFIRMED, Outcome.ACCEPTED}
    if write.code_id is not None:
        return write.code_id
    return next(code.id for code in await codes.list(lock, fresh=True))


async def test_added_code_is_listed(codes: Codes, lock: str) -> None:
    """It is there by its id, with the name that was given."""
    code_id = await _added(codes, lock, _draft())
    listed = {code.id: code for code in await codes.list(lock, fresh=True)}
    assert listed[code_id].name == "Anna"
    assert listed[code_id].status is not CodeStatus.FAILED


async def test_weekly_hours_come_back(
    stage: Stage, cloud: LockCloud, codes: Codes, lock: str
) -> None:
    """What a lock gives back is the same schedule, by its own clock."""
    zone = (await cloud.inventory()).locks[lock].time_zone
    # A cloud that tells no zone takes any.
    zone = zone or "Europe/Amsterdam"
    start = stage.now().replace(microsecond=0, second=0) - timedelta(days=1)
    wanted = Schedule.weekly(
        {Day.FRI, Day.MON},
        start.time().replace(hour=9, minute=0),
        start.time().replace(hour=12, minute=30),
        zone,
        start=start,
        end=start + timedelta(days=60),
    )
    await _require(cloud, stage, wanted)
    code_id = await _added(codes, lock, _draft(schedule=wanted))
    code = await codes.get(lock, code_id, depth=Depth.SCHEDULES)
    assert code.schedule is not None
    assert wanted.same_as(code.schedule)
    assert code.status is CodeStatus.ACTIVE


@pytest.mark.parametrize("depth", Depth)
async def test_digits_come_only_when_asked_for(
    cloud: LockCloud, codes: Codes, lock: str, depth: Depth
) -> None:
    """A listing carries PINs at the deepest level alone, where they can be read."""
    await _added(codes, lock, _draft())
    rules = (await cloud.inventory()).locks[lock].code_rules
    assert rules is not None
    readable = depth is Depth.PINS and rules.pins_readable
    for code in await codes.list(lock, depth=depth):
        assert (code.pin is not None) is readable
        assert PIN not in repr(code)


async def test_name_that_holds_digits(stage: Stage, codes: Codes, lock: str) -> None:
    """People name codes after their PIN; a list shows no digits that may be one."""
    code_id = await stage.add_code(lock, f"Anna {PIN}", PIN)
    for depth in Depth:
        assert PIN not in repr(await codes.list(lock, depth=depth))
    (name,) = [it.name for it in await codes.list(lock) if it.id == code_id]
    assert same_name(name, f"Anna {PIN}")
    await codes.delete(lock, code_id, expect_name=name)
    assert code_id not in {code.id for code in await codes.list(lock, fresh=True)}


async def test_update_keeps_every_other_field(
    stage: Stage, cloud: LockCloud, codes: Codes, lock: str
) -> None:
    """Changing the name changes nothing else; neither does changing the PIN."""
    if await _replaces(cloud, lock):
        pytest.skip("codes are replaced, not changed")
    window = Schedule.window(stage.now(), stage.now() + timedelta(days=7))
    await _require(cloud, stage, window)
    code_id = await _added(codes, lock, _draft(schedule=window))
    before = await codes.get(lock, code_id, depth=Depth.PINS)
    await _renamed(codes, lock, code_id, "Bert")
    await codes.update(lock, code_id, CodeChange(pin=Secret(OTHER_PIN)))
    after = await codes.get(lock, code_id, depth=Depth.PINS)
    assert after.name == "Bert"
    assert after.pin in {None, Secret(OTHER_PIN)}
    assert before.schedule is not None
    assert after.schedule is not None
    assert before.schedule.same_as(after.schedule)


async def _replaces(cloud: LockCloud, lock: str) -> bool:
    rules = (await cloud.inventory()).locks[lock].code_rules
    return rules is not None and rules.change is ChangeStyle.REPLACE


async def test_what_is_replaced_is_not_changed(
    stage: Stage, cloud: LockCloud, codes: Codes, lock: str
) -> None:
    """Deleting and adding is for who remembers both, so a client does not do it."""
    if not await _replaces(cloud, lock):
        pytest.skip("codes are changed where they are")
    code_id = await _added(codes, lock, _draft())
    before = stage.writes
    with pytest.raises(Unsupported):
        await codes.update(lock, code_id, CodeChange(name="Bert"))
    assert stage.writes == before


async def _renamed(codes: Codes, lock: str, code_id: CodeId, name: str) -> None:
    """Rename a code; some clouds want its digits with every change, and say so."""
    try:
        await codes.update(lock, code_id, CodeChange(name=name))
    except InvalidCode as err:
        if err.reason is not Reason.PIN_REQUIRED:
            raise
        await codes.update(lock, code_id, CodeChange(name=name, pin=Secret(PIN)))


async def test_update_of_another_code(codes: Codes, stage: Stage, lock: str) -> None:
    """An id that has another name by now is not touched."""
    code_id = await _added(codes, lock, _draft())
    for write in (
        codes.update(lock, code_id, CodeChange(name="Bert"), expect_name="Carl"),
        codes.delete(lock, code_id, expect_name="Carl"),
    ):
        with pytest.raises(NotFound) as caught:
            await write
        assert caught.value.reason is Reason.CHANGED_ELSEWHERE
    assert [code.name for code in await _ours(codes, lock, "Anna")] == ["Anna"]


async def test_pausing_another_code(
    cloud: LockCloud, stage: Stage, codes: Codes, lock: str
) -> None:
    """What has another name by now goes on opening the door."""
    rules = (await cloud.inventory()).locks[lock].code_rules
    if rules is None or not rules.can_disable:
        pytest.skip("codes cannot be paused")
    await _added(codes, lock, _draft())
    (code,) = await _ours(codes, lock, "Anna")
    before = stage.writes
    with pytest.raises(NotFound) as caught:
        await codes.set_enabled(lock, replace(code, name="Carl"), enabled=False)
    assert caught.value.reason is Reason.CHANGED_ELSEWHERE
    assert stage.writes == before


async def test_deleted_code_is_gone(codes: Codes, lock: str) -> None:
    """It is off the list, and deleting it again is no error."""
    code_id = await _added(codes, lock, _draft())
    assert await codes.delete(lock, code_id) in {Outcome.CONFIRMED, Outcome.ACCEPTED}
    assert await codes.delete(lock, code_id) in {Outcome.CONFIRMED, Outcome.ACCEPTED}
    live = [code for code in await codes.list(lock, fresh=True) if code.status.live]
    assert code_id not in {code.id for code in live}
    with pytest.raises(NotFound):
        await codes.get(lock, code_id, depth=Depth.SCHEDULES)


async def test_foreign_codes_come_and_go(stage: Stage, codes: Codes, lock: str) -> None:
    """What somebody does in the vendor's app is seen."""
    code_id = await stage.add_code(lock, "Cleaner", PIN)
    assert code_id in {code.id for code in await codes.list(lock, fresh=True)}
    await stage.remove_code(lock, code_id)
    assert code_id not in {code.id for code in await codes.list(lock, fresh=True)}
    with pytest.raises(NotFound):
        await codes.update(lock, code_id, CodeChange(name="Bert"))


async def test_same_pin_twice(codes: Codes, lock: str) -> None:
    """The second code with the same digits is refused as such."""
    await _added(codes, lock, _draft())
    with pytest.raises(DuplicateCode):
        await codes.add(lock, _draft(name="Bert"))


async def test_no_room_left(stage: Stage, codes: Codes, lock: str) -> None:
    """A full lock says that it is full."""
    await stage.fill(lock)
    with pytest.raises(CapacityFull):
        await codes.add(lock, _draft())


async def test_pin_against_the_rules(cloud: LockCloud, codes: Codes, lock: str) -> None:
    """Digits that the lock refuses are the caller's mistake."""
    rules = (await cloud.inventory()).locks[lock].code_rules
    assert rules is not None
    short = "739184625"[: min(rules.lengths) - 1]
    with pytest.raises(InvalidCode) as caught:
        await codes.add(lock, _draft(pin=short))
    assert short not in str(caught.value)


async def test_codes_of_an_offline_lock(
    stage: Stage, cloud: LockCloud, codes: Codes, lock: str
) -> None:
    """Nothing was written, and the error says why."""
    await stage.set_offline(lock)
    with pytest.raises(LockOffline):
        await codes.add(lock, _draft())
    assert stage.props.other in (await cloud.inventory()).locks


async def test_busy_lock(stage: Stage, codes: Codes, lock: str) -> None:
    """A refusal because of other work is waited out, or told as such."""
    await stage.keep_busy("codes.add", 1)
    try:
        code_id = await _added(codes, lock, _draft())
    except LockBusy:
        code_id = await _added(codes, lock, _draft())
    assert [code_id] == [code.id for code in await _ours(codes, lock, "Anna")]


@pytest.mark.parametrize("done", [True, False])
async def test_lost_answer_is_cleared_up(
    stage: Stage, codes: Codes, lock: str, done: bool
) -> None:
    """After an unknown outcome the list tells: one candidate, or none."""
    draft = _draft()
    seen = frozenset(code.id for code in await codes.list(lock))
    intent = Intent(
        name=draft.name,
        schedule=draft.schedule,
        seen=seen,
        created=stage.now(),
        pin=draft.pin,
    )
    await stage.lose_answer("codes.add", done=done)
    with pytest.raises(OutcomeUnknown):
        await codes.add(lock, draft)
    listed = await codes.list(lock, depth=Depth.PINS, fresh=True)
    assert len(candidates(intent, listed)) == int(done)


async def _ours(codes: Codes, lock: str, name: str) -> list[AccessCode]:
    listed = await codes.list(lock, fresh=True)
    return [code for code in listed if code.name == name]
