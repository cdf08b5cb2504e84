"""What the contract's own classes promise, before any vendor implements them."""

from dataclasses import fields, replace
import inspect

import pytest

from custom_components.cloud_locks.model import parts
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.capabilities import PART_OF, Capability, Part
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
)
from custom_components.cloud_locks.model.errors import Unsupported
from custom_components.cloud_locks.model.lock import BoltState, Lanes
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend, FakeCloud, make_lock

_CARD = Credential(id="1", type=CredentialType.RFID_CODE, name="Card")
_CODE = AccessCode(id="1", name="Anna")
_DRAFT = CredentialDraft(type=CredentialType.RFID_CODE, name="Card", data=Secret("04"))


_REFUSALS = [
    (LockCloud, "answer_request", ("x",), {"accept": True}),
    (LockCloud, "rename", ("x", "Front"), {}),
    (parts.Codes, "forget", ("x", "1"), {}),
    (parts.Codes, "set_enabled", ("x", _CODE), {"enabled": True}),
    (parts.OfflineCodes, "generate_clear", ("x", parts.ClearScope.ALL, None), {}),
    (parts.Credentials, "add", ("x", _DRAFT), {}),
    (parts.Credentials, "presented", ("x", "1"), {}),
    (parts.Credentials, "update", ("x", _CARD, CredentialChange()), {}),
    (parts.Credentials, "enroll", ("x", CredentialType.FACE, "Anna", None), {}),
    (parts.Credentials, "cancel_enrollment", ("x", CredentialType.FACE), {}),
    (parts.People, "assign", ("x", "1", _CARD), {}),
]


_PRIVATE = {"__annotate_func__"}  # made by the compiler


def _bare(kind: type) -> object:
    """Return an instance that implements nothing of its contract."""
    return type(kind.__name__, (kind,), dict.fromkeys(_abstract(kind)))()


@pytest.mark.parametrize(
    ("kind", "method", "args", "kwargs"), _REFUSALS, ids=[row[1] for row in _REFUSALS]
)
async def test_optional_methods_refuse(
    kind: type, method: str, args: tuple[object, ...], kwargs: dict[str, object]
) -> None:
    """A vendor that leaves one out answers all the same: not supported.

    An enrolment is refused at once, not at its first step.
    """
    with pytest.raises(Unsupported):
        await getattr(_bare(kind), method)(*args, **kwargs)


def test_optional_methods_are_all_tried() -> None:
    """What is not abstract in the contract refuses by itself."""
    kinds = {row[0] for row in _REFUSALS}
    optional = {
        (kind, name)
        for kind in kinds
        for name, member in vars(kind).items()
        if inspect.isfunction(member) and name not in _abstract(kind) | _PRIVATE
    }
    assert optional - {(LockCloud, "close")} == {row[:2] for row in _REFUSALS}


def _abstract(kind: type) -> frozenset[str]:
    return frozenset(getattr(kind, "__abstractmethods__", ()))


def test_parts_and_their_names() -> None:
    """`Part` names exactly the fields of `Parts`."""
    assert [field.name for field in fields(parts.Parts)] == list(Part)


@pytest.mark.parametrize("part", Part)
def test_present_parts(part: Part) -> None:
    """A part is there when something answers for it."""
    every = FakeCloud(FakeBackend(), "").parts
    assert every.present == set(Part)
    assert replace(every, **{part.value: None}).present == set(Part) - {part}
    assert parts.Parts().present == frozenset()


def test_capabilities_of_parts() -> None:
    """What works per lock has a capability of the same name."""
    account_wide = {Part.PUSH, Part.WEBHOOK, Part.LINK}
    assert set(PART_OF.values()) == set(Part) - account_wide
    assert all(capability.value == part.value for capability, part in PART_OF.items())


def test_lock_can() -> None:
    """A capability is asked for by name, never by vendor."""
    lock = make_lock("front", "Front", capabilities=frozenset({Capability.OPEN}))
    assert lock.can(Capability.OPEN)
    assert not lock.can(Capability.CODES)


def test_moving_bolts() -> None:
    """Only these need another look soon."""
    moving = {state.value for state in BoltState if state.moving}
    assert moving == {"locking", "unlocking", "opening"}


def test_operations_that_let_somebody_in() -> None:
    """Late or twice they would open a door, so they are dropped rather than late."""
    assert {it for it in Operation if it.lets_in} == {Operation.UNLOCK, Operation.OPEN}


def test_lanes() -> None:
    """A lock of its own has two; behind one gateway all share one."""
    own = Lanes.of_lock("front")
    assert own.operate != own.write
    assert own != Lanes.of_lock("back")
    shared = Lanes.shared("gateway")
    assert shared.operate == shared.write == Lanes.shared("gateway").write
