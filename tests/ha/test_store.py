"""What is remembered over restarts, and what never gets into the file."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
import json
import threading
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, flush_store

from custom_components.cloud_locks import memory as memory_module, store as store_module
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeKind,
    CodeStatus,
    EnforcedBy,
)
from custom_components.cloud_locks.model.attribution import Link, LinkKey
from custom_components.cloud_locks.model.feed import Seen
from custom_components.cloud_locks.model.ledger import Entry, Wish
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.reconcile import Intent, Replaced
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.store import AccountStore, LockMemory
from tests.fake_cloud import FakeBackend

from .home import pass_time

type Storage = dict[str, Any]

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
DECADE = timedelta(days=3650)

moments = st.timedeltas(-DECADE, DECADE).map(START.__add__)
texts = st.text(max_size=8)
windows = st.tuples(moments, st.timedeltas(timedelta(hours=1), timedelta(days=400)))
schedules = st.one_of(
    st.builds(Schedule.always, uses=st.sampled_from([None, 1])),
    windows.map(lambda it: Schedule.window(it[0], it[0] + it[1])),
    st.builds(
        Schedule.weekly,
        st.frozensets(st.sampled_from(Day), min_size=1),
        st.sampled_from([time(8), time(22, 30)]),
        st.sampled_from([time(6), time(17, 45, 30)]),
        st.sampled_from(["Europe/Amsterdam", "Asia/Kathmandu"]),
        start=st.none() | moments,
    ),
)
codes = st.builds(
    AccessCode,
    id=texts,
    name=texts,
    kind=st.sampled_from(CodeKind),
    schedule=st.none() | schedules,
    status=st.sampled_from(CodeStatus),
    on_lock=st.sampled_from([True, False, None]),
    verified_at=st.none() | moments,
    reason=st.none() | st.sampled_from(Reason),
    message=st.none() | texts,
    enforced_by=st.sampled_from(EnforcedBy),
    managed=st.booleans(),
    slot=st.none() | st.integers(0, 99),
    user_id=st.none() | texts,
    reference=st.none() | texts,
)
entries = st.builds(Entry, code=codes, since=moments, wish=st.sampled_from(Wish))
pins = st.none() | texts.map(Secret)
replaced: dict[str, st.SearchStrategy[Any]] = {
    "code_id": texts,
    "name": texts,
    "schedule": schedules,
    "managed": st.booleans(),
    "back": st.booleans(),
}
written: dict[str, st.SearchStrategy[Any]] = {
    "name": texts,
    "schedule": schedules,
    "seen": st.frozensets(texts),
    "created": moments,
    "reference": st.none() | texts,
    "reason": st.none() | st.sampled_from(Reason),
}
sent = st.builds(Replaced, pin=st.none(), sent=st.just(value=True), **replaced)
# Between the two halves of a replacement the digits are nowhere else.
unsent = st.builds(Replaced, pin=pins, sent=st.just(value=False), **replaced)
intents = st.builds(Intent, replaces=st.none() | sent, **written) | st.builds(
    Intent, replaces=unsent, pin=pins, **written
)
links = st.dictionaries(
    st.builds(LinkKey, texts, texts),
    st.builds(Link, person=texts, name=st.none() | texts),
)
memories = st.builds(
    LockMemory,
    ledger=st.lists(entries).map(lambda rows: {it.code.id: it for it in rows}),
    intents=st.dictionaries(texts, intents),
    seen=st.none() | st.builds(Seen, at=moments, told=st.dictionaries(texts, moments)),
    listed=st.booleans(),
    told=st.dictionaries(texts, st.sampled_from(CodeStatus)),
    links=links,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(texts, memories, max_size=3))
async def test_every_field_survives(
    hass: HomeAssistant, hass_storage: Storage, locks: dict[str, LockMemory]
) -> None:
    """Whatever is remembered comes back as it was."""
    store = AccountStore(hass, "entry")
    for lock_id, memory in locks.items():
        vars_of = store.of(lock_id)
        for name in LockMemory.__slots__:
            setattr(vars_of, name, getattr(memory, name))
    await store.save()
    again = AccountStore(hass, "entry")
    await again.load()
    assert {lock_id: again.of(lock_id) for lock_id in locks} == locks


async def test_no_digits_in_the_file(
    hass: HomeAssistant, hass_storage: Storage
) -> None:
    """Not of a code, not of a write that is under way."""
    store = AccountStore(hass, "entry")
    pin, memory = Secret("284617"), store.of("front")
    code = AccessCode(id="1", name="Anna", pin=pin)
    memory.ledger["1"] = Entry(code=code, since=START)
    memory.intents["key"] = Intent(
        name="Bert",
        schedule=Schedule.always(),
        seen=frozenset(),
        created=START,
        pin=pin,
    )
    await store.save()
    assert "Anna" in str(hass_storage)
    assert "284617" not in str(hass_storage)


async def test_private_file(hass: HomeAssistant) -> None:
    """Names of people are in it: nobody else on the machine reads it."""
    store = AccountStore(hass, "entry")
    assert store._store._private


async def test_what_may_wait_waits(hass: HomeAssistant, hass_storage: Storage) -> None:
    """A busy door does not write a file per event; nothing is lost at the end."""
    store = AccountStore(hass, "entry")
    store.of("front").listed = True
    store.save_soon()
    await hass.async_block_till_done()
    assert hass_storage == {}
    await flush_store(store._store)
    assert hass_storage[f"{DOMAIN}.entry"]["data"]["locks"]["front"]["listed"] is True


async def test_closed_store_writes_nothing_later(
    hass: HomeAssistant, hass_storage: Storage
) -> None:
    """What an unloaded account still wanted to write would overwrite its successor."""
    store = AccountStore(hass, "entry")
    store.of("front").listed = True
    store.save_soon()
    await store.close()
    hass_storage.clear()
    store.save_soon()
    await flush_store(store._store)
    assert hass_storage == {}


async def test_removed_with_the_account(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    hass_storage: Storage,
) -> None:
    """Nothing of an account stays, and nothing comes back."""
    key = f"{DOMAIN}.{account.entry_id}"
    book = account.runtime_data.codes
    await book.read("front")
    await account.runtime_data.store.save()
    assert key in hass_storage
    book.changed("front")
    await hass.config_entries.async_remove(account.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert key not in hass_storage


@pytest.mark.parametrize("listed", [True, False])
async def test_first_time(
    hass: HomeAssistant, hass_storage: Storage, listed: bool
) -> None:
    """Without a file, and with an empty one, nothing is known."""
    if listed:
        await AccountStore(hass, "entry").save()
    store = AccountStore(hass, "entry")
    await store.load()
    assert store.of("front") == LockMemory()


async def test_zones_are_not_looked_up_in_the_event_loop(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look at a zone reads a file."""
    threads: list[int] = []
    read = memory_module.memories

    def note(data: dict[str, Any]) -> dict[str, LockMemory]:
        threads.append(threading.get_ident())
        return read(data)

    monkeypatch.setattr(store_module, "memories", note)
    await AccountStore(hass, "entry").load()
    assert threads
    assert threading.get_ident() not in threads


async def test_zone_that_is_no_longer_known(
    hass: HomeAssistant, hass_storage: Storage
) -> None:
    """The account loads; the hours of that code are read again."""
    store = AccountStore(hass, "entry")
    hours = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")
    code = AccessCode(id="1", name="Anna", schedule=hours)
    store.of("front").ledger["1"] = Entry(code=code, since=START)
    bert = Intent(name="Bert", schedule=hours, seen=frozenset(), created=START)
    replaced = Replaced(
        code_id="1", name="Anna", schedule=hours, pin=Secret("284617"), managed=True
    )
    store.of("front").intents["key"] = bert
    store.of("front").intents["unsent"] = replace(
        bert, pin=Secret("739164"), replaces=replaced
    )
    store.of("front").intents["sooner"] = replace(
        bert,
        schedule=Schedule.always(),
        pin=Secret("739164"),
        replaces=replaced,
    )
    await store.save()
    text = json.dumps(hass_storage[f"{DOMAIN}.entry"])
    gone = text.replace("Europe/Amsterdam", "Europe/Atlantis")
    hass_storage[f"{DOMAIN}.entry"] = json.loads(gone)
    again = AccountStore(hass, "entry")
    await again.load()
    assert again.of("front").ledger["1"].code.schedule is None
    intents = again.of("front").intents
    assert intents["key"].name == "Bert"
    # What is still to be written would otherwise open the door at all hours.
    unsent = intents["unsent"]
    assert (unsent.open, unsent.unsent, unsent.pin) == (False, False, None)
    sooner = intents["sooner"]
    assert (sooner.open, sooner.unsent, sooner.pin) == (True, True, Secret("739164"))
    assert sooner.replaces is not None
    assert sooner.replaces.pin is None


async def test_what_is_urgent_is_not_put_off(
    hass: HomeAssistant, clock: FrozenDateTimeFactory, hass_storage: Storage
) -> None:
    """Neither by what may wait nor by what comes all the time."""
    store = AccountStore(hass, "x")
    await store.load()

    def saved() -> list[str]:
        return list(
            hass_storage.get(f"{DOMAIN}.x", {}).get("data", {}).get("locks", {})
        )

    store.of("a")
    store.save_soon()
    store.of("b")
    store.save_soon(1)
    for _ in range(3):
        store.save_soon()
        await pass_time(hass, clock, 0.4)
    assert saved() == ["a", "b"]
    store.of("c")
    for _ in range(11):
        store.save_soon()
        await pass_time(hass, clock, 1)
    assert saved() == ["a", "b", "c"]
    store.of("d")
    store.save_soon(1)
    await store.save()
    store.of("e")
    store.save_soon(5)
    await pass_time(hass, clock, 6)
    assert saved() == ["a", "b", "c", "d", "e"]
