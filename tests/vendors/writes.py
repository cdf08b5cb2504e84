"""One call of every write method of the contract, prepared so that it would be sent.

A new write method without a row here fails `test_every_write_has_a_case`.
"""

from collections.abc import Awaitable, Callable
from datetime import time

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
)
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
)
from custom_components.cloud_locks.model.parts import ClearScope, Depth, PassagePlan
from custom_components.cloud_locks.model.people import (
    Role,
    User,
    UserChange,
    UserDraft,
)
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .contract import CannotHappenError, Props
from .methods import implements

type Send = Callable[[], Awaitable[object]]
"""Sends the prepared write."""

type Prepare = Callable[[LockCloud, Props], Awaitable[Send]]
"""Does what has to be there before, and returns the write itself."""


def _there[T](part: T | None) -> T:
    assert part is not None
    return part


async def _lock(cloud: LockCloud, props: Props) -> Send:
    await cloud.operate(props.main, Operation.UNLOCK)
    return lambda: cloud.operate(props.main, Operation.LOCK)


async def _unlock(cloud: LockCloud, props: Props) -> Send:
    return lambda: cloud.operate(props.main, Operation.UNLOCK)


async def _open(cloud: LockCloud, props: Props) -> Send:
    if not (await cloud.inventory()).locks[props.main].can(Capability.OPEN):
        msg = "there is no latch"
        raise CannotHappenError(msg)
    return lambda: cloud.operate(props.main, Operation.OPEN)


async def _open_unlocked(cloud: LockCloud, props: Props) -> Send:
    send = await _open(cloud, props)
    await cloud.operate(props.main, Operation.UNLOCK)
    return send


async def _answer_request(cloud: LockCloud, props: Props) -> Send:
    return lambda: cloud.answer_request(props.main, accept=True)


async def _rename(cloud: LockCloud, props: Props) -> Send:
    return lambda: cloud.rename(props.main, "Garden gate")


_DRAFT = CodeDraft(name="Anna", schedule=Schedule.always(), pin=Secret("284617"))


async def _code(cloud: LockCloud, props: Props) -> AccessCode:
    codes = _there(cloud.parts.codes)
    await codes.add(props.main, _DRAFT)
    listed = await codes.list(props.main, depth=Depth.PINS, fresh=True)
    return next(code for code in listed if code.name == _DRAFT.name)


async def _add_code(cloud: LockCloud, props: Props) -> Send:
    codes = _there(cloud.parts.codes)
    return lambda: codes.add(props.main, _DRAFT)


async def _update_code(cloud: LockCloud, props: Props) -> Send:
    codes = _there(cloud.parts.codes)
    rules = (await cloud.inventory()).locks[props.main].code_rules
    if rules is not None and rules.change is ChangeStyle.REPLACE:
        msg = "codes are replaced, not changed"
        raise CannotHappenError(msg)
    code = await _code(cloud, props)
    change = CodeChange(name="Bert", pin=Secret("739518"))
    return lambda: codes.update(props.main, code.id, change, expect_name=code.name)


async def _delete_code(cloud: LockCloud, props: Props) -> Send:
    codes = _there(cloud.parts.codes)
    code = await _code(cloud, props)
    return lambda: codes.delete(props.main, code.id, expect_name=code.name)


async def _forget_code(cloud: LockCloud, props: Props) -> Send:
    codes = _there(cloud.parts.codes)
    code = await _code(cloud, props)
    return lambda: codes.forget(props.main, code.id, expect_name=code.name)


async def _disable_code(cloud: LockCloud, props: Props) -> Send:
    codes = _there(cloud.parts.codes)
    code = await _code(cloud, props)
    return lambda: codes.set_enabled(props.main, code, enabled=False)


async def _generate(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.offline_codes)
    return lambda: part.generate(props.main, Schedule.always(uses=1), "Anna")


async def _generate_clear(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.offline_codes)
    return lambda: part.generate_clear(props.main, ClearScope.ALL, None)


_CARD = CredentialDraft(
    type=CredentialType.RFID_CODE, name="Card", data=Secret("04A1B2C3")
)


async def _card(cloud: LockCloud, props: Props) -> Credential:
    """Return a card that was added, or where cards are only read, the first thing."""
    part = _there(cloud.parts.credentials)
    if implements(cloud, "credentials.add"):
        return await part.add(props.main, _CARD)
    return (await part.list(props.main))[0]


async def _add_card(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.credentials)
    return lambda: part.add(props.main, _CARD)


async def _update_card(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.credentials)
    card = await _card(cloud, props)
    return lambda: part.update(props.main, card, CredentialChange(name="Old card"))


async def _delete_card(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.credentials)
    card = await _card(cloud, props)
    return lambda: part.delete(props.main, card)


async def _enroll(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.credentials)
    steps = part.enroll(props.main, CredentialType.FINGERPRINT, "Thumb", None)
    return steps.__anext__


async def _cancel_enrollment(cloud: LockCloud, props: Props) -> Send:
    part = _there(cloud.parts.credentials)
    return lambda: part.cancel_enrollment(props.main, CredentialType.FINGERPRINT)


def _guest(props: Props) -> UserDraft:
    return UserDraft(name="Anna", account=Secret(props.newcomer), role=Role.GUEST)


async def _user(cloud: LockCloud, props: Props) -> User:
    return await _there(cloud.parts.people).add(props.main, _guest(props))


async def _add_user(cloud: LockCloud, props: Props) -> Send:
    people = _there(cloud.parts.people)
    return lambda: people.add(props.main, _guest(props))


async def _update_user(cloud: LockCloud, props: Props) -> Send:
    people = _there(cloud.parts.people)
    user = await _user(cloud, props)
    # Who can give no names decides who comes in from afar.
    change = UserChange(name="Bert") if people.can_rename else UserChange(remote=False)
    return lambda: people.update(props.main, user.id, change)


async def _delete_user(cloud: LockCloud, props: Props) -> Send:
    people = _there(cloud.parts.people)
    user = await _user(cloud, props)
    return lambda: people.delete(props.main, user.id)


async def _assign(cloud: LockCloud, props: Props) -> Send:
    people = _there(cloud.parts.people)
    user, card = await _user(cloud, props), await _card(cloud, props)
    return lambda: people.assign(props.main, user.id, card)


async def _set_setting(cloud: LockCloud, props: Props) -> Send:
    settings = _there(cloud.parts.settings)
    lock = (await cloud.inventory()).locks[props.main]
    switch = next(item for item in lock.settings if isinstance(item.value, bool))
    return lambda: settings.set(props.main, switch.key, not switch.value)


async def _set_plan(cloud: LockCloud, props: Props) -> Send:
    plans = _there(cloud.parts.passage_plan)
    plan = PassagePlan(
        enabled=True,
        days=frozenset({Day.MON}),
        start_time=time(9),
        end_time=time(17),
    )
    return lambda: plans.set(props.main, plan)


WRITES: dict[str, dict[str, Prepare]] = {
    "operate": {
        "lock": _lock,
        "unlock": _unlock,
        "open": _open,
        "open unlocked": _open_unlocked,
    },
    "answer_request": {"": _answer_request},
    "rename": {"": _rename},
    "codes.add": {"": _add_code},
    "codes.update": {"": _update_code},
    "codes.delete": {"": _delete_code},
    "codes.forget": {"": _forget_code},
    "codes.set_enabled": {"": _disable_code},
    "offline_codes.generate": {"": _generate},
    "offline_codes.generate_clear": {"": _generate_clear},
    "credentials.add": {"": _add_card},
    "credentials.update": {"": _update_card},
    "credentials.delete": {"": _delete_card},
    "credentials.enroll": {"": _enroll},
    "credentials.cancel_enrollment": {"": _cancel_enrollment},
    "people.add": {"": _add_user},
    "people.update": {"": _update_user},
    "people.delete": {"": _delete_user},
    "people.assign": {"": _assign},
    "settings.set": {"": _set_setting},
    "passage_plan.set": {"": _set_plan},
}
"""Method of the contract → ways of calling it."""
