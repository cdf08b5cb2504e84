"""Cards and fingerprints: seen, stored by number, changed, deleted; numbers unseen."""

from datetime import UTC, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType as Kind,
)
from custom_components.cloud_locks.model.errors import (
    DuplicateCode,
    InvalidCode,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Credentials
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.ttlock.card_numbers import (
    number_of_card,
    reversed_number,
)
from tests.vendors.raw_server import Reply

from .payloads import (
    AT,
    LOCK,
    Json,
    card,
    detail,
    done,
    fingerprint,
    lock,
    page,
    record,
    refusal,
)
from .script import DETAIL, OF_GATEWAY, Script, credentials_of, said

CARDS, FINGERS = "/v3/identityCard/list", "/v3/fingerprint/list"
ADD = "/v3/identityCard/add"
ADD_REVERSED = "/v3/identityCard/addForReversedCardNumber"
RENAME, PERIOD = "/v3/identityCard/rename", "/v3/identityCard/changePeriod"
DELETE = "/v3/identityCard/delete"
RECORDS = "/v3/lockRecord/list"

ZONE = "Etc/GMT-1"
DRAFT = CredentialDraft(type=Kind.RFID_CODE, name=" Mom ", data=Secret("3661413478"))
MON_TUE = [
    {"weekDay": 1, "startTime": 480, "endTime": 1080},
    {"weekDay": 2, "startTime": 480, "endTime": 1080},
]
OFFICE = Schedule.weekly({Day.MON, Day.TUE}, time(8), time(18), ZONE)


async def desk(
    script: Script, *cards: Json, fingers: tuple[Json, ...] = ()
) -> Credentials:
    """Return the credentials of a lock that has these."""
    cloud, _ = await script.connected()
    script.on("GET", CARDS, said(page(*cards)))
    script.on("GET", FINGERS, said(page(*fingers)))
    return credentials_of(cloud)


async def test_what_a_lock_has(script: Script) -> None:
    """Cards and fingers, and no number of either."""
    part = await desk(script, card(), fingers=(fingerprint(),))
    found = await part.list(LOCK)
    assert [(it.id, it.type, it.name) for it in found] == [
        ("rfid_code-124242", Kind.RFID_CODE, "Card for mom"),
        ("fingerprint-224242", Kind.FINGERPRINT, "Thumb"),
    ]
    assert all(it.on_lock for it in found)
    assert all(it.schedule == Schedule.always() for it in found)


@pytest.mark.parametrize(
    ("changes", "schedule"),
    [
        (
            {"startDate": AT, "endDate": AT + 3_600_000},
            Schedule.window(
                datetime(2026, 11, 21, 12, tzinfo=UTC),
                datetime(2026, 11, 21, 13, tzinfo=UTC),
            ),
        ),
        ({"cardType": 4, "cyclicConfig": MON_TUE}, OFFICE),
        (
            {"cardType": "4", "cyclicConfig": str(MON_TUE).replace("'", '"')},
            OFFICE,
        ),
        ({"cardType": 4, "cyclicConfig": []}, None),
        ({"cardType": 4, "cyclicConfig": "[["}, None),
        ({"cardType": 4, "cyclicConfig": [*MON_TUE, {"weekDay": 3}]}, None),
        ({"cardType": 4, "cyclicConfig": [{"weekDay": 1, "startTime": 480}]}, None),
        ({"startDate": AT, "endDate": AT - 1}, None),
        (
            {
                "cardType": 4,
                "cyclicConfig": [{"weekDay": 7, "startTime": 0, "endTime": 1439}],
            },
            Schedule.weekly({Day.SUN}, None, None, ZONE),
        ),
    ],
)
async def test_hours(script: Script, changes: Json, schedule: Schedule | None) -> None:
    """What makes no sense is no schedule and no error."""
    (found,) = await (await desk(script, card(**changes))).list(LOCK)
    assert found.schedule == schedule


async def test_names_with_numbers(script: Script) -> None:
    """Some name a card after what is printed on it."""
    part = await desk(script, card(cardName="Visitor 1723612378"))
    assert [it.name for it in await part.list(LOCK)] == ["Visitor ••••"]


@pytest.mark.parametrize("status", [404])
async def test_no_cards_at_all(script: Script, status: int) -> None:
    """Sifely documents a 404 for that."""
    part = await desk(script, fingers=(fingerprint(),))
    script.on("GET", CARDS, said(b"", status))
    assert [it.type for it in await part.list(LOCK)] == [Kind.FINGERPRINT]


async def test_a_lock_with_a_reader_of_one_kind(script: Script) -> None:
    """Nothing is asked for that it cannot have."""
    script.home(lock(featureValue="2"), keys=())
    script.on("GET", DETAIL, said(detail(featureValue="2")))
    part = await desk(script, card())
    await part.list(LOCK)
    assert script.asked == [f"GET {CARDS}"]


@pytest.mark.parametrize(
    ("turned", "number"), [(False, "3661413478"), (True, "1723612378")]
)
async def test_storing_a_card(script: Script, turned: bool, number: str) -> None:
    """By its number, as it is or with its bytes turned around."""
    part = await desk(script)
    script.on("POST", ADD, said({"cardId": 5}))
    draft = CredentialDraft(
        type=Kind.RFID_CODE,
        name=" Mom ",
        data=Secret("3661413478"),
        reversed_bytes=turned,
    )
    added = await part.add(LOCK, draft)
    assert (added.id, added.name, added.on_lock) == ("rfid_code-5", "Mom", True)
    params = script.params(ADD)
    assert (params["cardNumber"], params["cardName"]) == (number, "Mom")
    assert (params["startDate"], params["endDate"]) == ("0", "0")
    assert (params["cardType"], params["addType"]) == ("1", "2")


async def test_storing_a_card_with_hours(script: Script) -> None:
    """On the lock's clock, whichever zone they were meant in."""
    part = await desk(script)
    script.on("POST", ADD, said({"cardId": 5}))
    hours = Schedule.weekly({Day.MON, Day.TUE}, time(7), time(17), "UTC")
    await part.add(LOCK, CredentialDraft(**_fields(DRAFT), schedule=hours))
    params = script.params(ADD)
    assert params["cardType"] == "4"
    assert params["cyclicConfig"] == str(MON_TUE).replace("'", '"').replace(" ", "")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("known", ["1723612378", 1723612378, "01723612378"])
async def test_a_card_that_the_lock_has(
    script: Script, turned: bool, known: str | int
) -> None:
    """May be somebody else's, with other hours: nothing is sent."""
    part = await desk(script, card(cardNumber=known))
    number = "3661413478" if turned else "66:BC:3C:DA"
    draft = CredentialDraft(
        type=Kind.RFID_CODE, name="Dad", data=Secret(number), reversed_bytes=turned
    )
    with pytest.raises(DuplicateCode) as caught:
        await part.add(LOCK, draft)
    assert caught.value.reason is Reason.CARD_IN_USE
    assert script.writes == []


def _fields(draft: CredentialDraft) -> Json:
    return {"type": draft.type, "name": draft.name, "data": draft.data}


@pytest.mark.parametrize("status", [404, 405])
async def test_a_cloud_with_the_other_call(script: Script, status: int) -> None:
    """Which of the two Sifely has is not known; the card is the same."""
    part = await desk(script)
    script.on("POST", ADD, said(b"", status))
    script.on("POST", ADD_REVERSED, said({"cardId": 5}))
    await part.add(LOCK, DRAFT)
    assert script.params(ADD_REVERSED)["cardNumber"] == "1723612378"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(b"", 504), OutcomeUnknown),
        (None, OutcomeUnknown),
        (said(done()), OutcomeUnknown),
        (said(refusal(-3002)), LockOffline),
    ],
)
async def test_storing_that_fails(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """It is not tried the other way round then."""
    part = await desk(script)
    script.on("POST", ADD, reply)
    with pytest.raises(error) as caught:
        await part.add(LOCK, DRAFT)
    assert script.writes == [ADD]
    assert "3661413478" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1723612378", "1723612378"),
        (" 42 ", "42"),
        ("66:BC:3C:DA", "1723612378"),
        ("66bc3cda", "1723612378"),
        ("0x66BC3CDA", "1723612378"),
        ("04 A1 B2 C3", "77705923"),
        ("04A1B2C3D4E5F6", "1303689068602870"),
    ],
)
def test_how_numbers_are_written(typed: str, number: str) -> None:
    """Decimal, or as bytes."""
    assert number_of_card(Secret(typed)) == Secret(number)


@pytest.mark.parametrize("typed", ["", "kard", "66:BC:3", "1" * 30, "12.5", "-5"])
def test_what_is_no_number(typed: str) -> None:
    """And is not quoted."""
    with pytest.raises(InvalidCode) as caught:
        number_of_card(Secret(typed))
    assert caught.value.reason is Reason.CARD_INVALID
    assert typed == "" or typed not in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other"), [("3661413478", "1723612378"), ("1", "16777216")]
)
def test_the_other_byte_order(one: str, other: str) -> None:
    """The documentation has the first pair."""
    assert reversed_number(Secret(one)) == Secret(other)
    assert reversed_number(Secret(other)) == Secret(one)


async def test_only_cards_are_stored(script: Script) -> None:
    """A finger has to be there."""
    part = await desk(script)
    draft = CredentialDraft(type=Kind.FINGERPRINT, name="Thumb", data=Secret("1"))
    with pytest.raises(Unsupported):
        await part.add(LOCK, draft)
    with pytest.raises(Unsupported):
        await part.enroll(LOCK, Kind.FINGERPRINT, "Thumb", None)  # type: ignore[misc]  # refused at once
    assert script.writes == []


@pytest.mark.parametrize(
    ("kind", "word"),
    [(Kind.RFID_CODE, "identityCard"), (Kind.FINGERPRINT, "fingerprint")],
)
async def test_deleting(script: Script, kind: Kind, word: str) -> None:
    """Off the lock, by the gateway."""
    part = await desk(script, card(), fingers=(fingerprint(),))
    path = f"/v3/{word}/delete"
    script.on("POST", path, said(done()))
    (item,) = [it for it in await part.list(LOCK) if it.type is kind]
    assert await part.delete(LOCK, item) is Outcome.CONFIRMED
    assert script.params(path)["deleteType"] == "2"


async def test_deleting_what_is_gone(script: Script) -> None:
    """Is done; what cannot be one of these is not sent."""
    part = await desk(script)
    gone = Credential(id="rfid_code-1", type=Kind.RFID_CODE, name="Old")
    script.on("POST", DELETE, said(refusal(-1021)))
    assert await part.delete(LOCK, gone) is Outcome.CONFIRMED
    script.on("GET", CARDS, said(page(card(cardId=1))))
    with pytest.raises(NotFound):
        await part.delete(LOCK, gone)
    with pytest.raises(NotFound):
        await part.delete(LOCK, Credential(id="7", type=Kind.RFID_CODE, name="X"))
    assert script.writes == [DELETE, DELETE]


async def test_renaming(script: Script) -> None:
    """Is the cloud's matter and needs no gateway."""
    script.home(lock(hasGateway=0), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(detail(hasGateway=0)))
    part = await desk(script, card())
    script.on("POST", RENAME, said(done()))
    (item,) = await part.list(LOCK)
    assert await part.update(LOCK, item, CredentialChange(name=" Dad ")) is (
        Outcome.CONFIRMED
    )
    assert script.params(RENAME)["cardName"] == "Dad"
    with pytest.raises(LockOffline):
        await part.delete(LOCK, item)


async def test_other_hours(script: Script) -> None:
    """Both dates; for ever can only be said from the start."""
    part = await desk(script, card())
    script.on("POST", PERIOD, said(done()))
    (item,) = await part.list(LOCK)
    window = Schedule.window(script.now, script.now + timedelta(hours=1))
    await part.update(LOCK, item, CredentialChange(schedule=window))
    params = script.params(PERIOD)
    assert (params["startDate"], params["endDate"]) == (str(AT), str(AT + 3_600_000))
    assert params["changeType"] == "2"
    with pytest.raises(InvalidCode) as caught:
        await part.update(LOCK, item, CredentialChange(schedule=Schedule.always()))
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED


async def test_a_change_that_stops_half_way(script: Script) -> None:
    """Nobody is told that nothing was done; what can be refused first, is."""
    part = await desk(script, card())
    (item,) = await part.list(LOCK)
    script.on("POST", RENAME, said(done()))
    script.on("POST", PERIOD, said(refusal(-3002)))
    for schedule, error in (
        (Schedule.always(), InvalidCode),
        (Schedule.window(script.now, script.now + timedelta(hours=1)), OutcomeUnknown),
    ):
        assert script.writes == []
        with pytest.raises(error):
            await part.update(LOCK, item, CredentialChange(name="B", schedule=schedule))
    assert script.writes == [RENAME, PERIOD]


@pytest.mark.parametrize("kind", [CARDS, FINGERS])
async def test_what_has_no_id(script: Script, kind: str) -> None:
    """It may be any of them: a list without it would say that one is gone."""
    part = await desk(script, card(), fingers=(fingerprint(),))
    odd = card(cardId=None) if kind == CARDS else fingerprint(fingerprintId="")
    script.on("GET", kind, said(page(odd)))
    with pytest.raises(ProtocolError):
        await part.list(LOCK)


@pytest.mark.parametrize(
    "change", [CredentialChange(duress=True), CredentialChange(user_id="5")]
)
async def test_what_these_locks_do_not_know(
    script: Script, change: CredentialChange
) -> None:
    """Neither duress nor whose it is."""
    part = await desk(script, card())
    (item,) = await part.list(LOCK)
    with pytest.raises(Unsupported):
        await part.update(LOCK, item, change)
    gone = Credential(id="rfid_code-9", type=Kind.RFID_CODE, name="X")
    with pytest.raises(NotFound):
        await part.update(LOCK, gone, CredentialChange(name="Y"))
    assert script.writes == []


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.always(uses=1),
        Schedule.window(None, datetime(2027, 1, 1, tzinfo=UTC)),
        Schedule.weekly({Day.MON}, time(22), time(6), ZONE),
        Schedule.weekly({Day.MON}, time(16), time(20), "Etc/GMT+5"),
    ],
)
async def test_hours_that_no_card_can_have(script: Script, schedule: Schedule) -> None:
    """Once, half a window, and over midnight."""
    part = await desk(script)
    with pytest.raises(InvalidCode):
        await part.add(LOCK, CredentialDraft(**_fields(DRAFT), schedule=schedule))
    assert script.writes == []


async def test_a_card_that_was_held_to_the_lock(script: Script) -> None:
    """It is given to a person by the event, and nobody sees its number."""
    cloud, _ = await script.connected()
    shown = record(7, 5, success=0, username="", keyboardPwd="1723612378")
    typed = record(4, 5, recordId=5, success=0, username="", keyboardPwd="99887766")
    script.on("GET", RECORDS, said(page(shown, typed)))
    card_event, code_event = sorted(
        await cloud.activity(LOCK, after=None, limit=5),
        key=lambda event: event.method,
    )
    script.server.asked.clear()
    draft = await credentials_of(cloud).presented(LOCK, card_event.id)
    assert (draft.type, draft.data) == (Kind.RFID_CODE, Secret("1723612378"))
    assert "1723612378" not in repr((draft, card_event))
    params = script.params(RECORDS)
    assert (params["startDate"], params["endDate"]) == (
        str(AT + 4_000),
        str(AT + 6_000),
    )
    for event_id in (code_event.id, "nonsense", "1-2-3-4", "777-1-7-0"):
        with pytest.raises(NotFound):
            await credentials_of(cloud).presented(LOCK, event_id)
