"""The account, its houses, what is known of devices.

Sources: Yale Home API documentation, "List houses", "Get a house", "Device
capabilities"; partner user guide, "Houses". Three shapes of the list are documented.
"""

from typing import Final

from simulators.august.devices import MOST_PINS, AugustLock, House, Kind
from simulators.august.refusals import RefusalError
from simulators.august.routing import Call, Json, Routes

routes = Routes()

_NEVER: Final = (
    *("supportsRFID", "supportsRFIDLegacy", "supportsRFIDCredential"),
    *("supportsRFIDOnlyAccess", "supportsRFIDWithCode"),
    *("supportsFingerprintCredential", "supportsFingerprintOnlyAccess"),
    *("supportsDeliveryMode", "supportsSchedulePerUser"),
    *("standalone", "scheduledSmartAlerts"),
)


@routes.read("GET", "/users/me")
async def show_me(call: Call) -> object:
    """Return the user."""
    return {**call.user.shape, "identifiers": list(call.user.identifiers)}


@routes.read("GET", "/users/houses/mine")
async def list_houses(call: Call) -> object:
    """List the houses of the user, in one of three shapes."""
    wanted = call.query.get("houseID")
    houses = [
        _row(call, house)
        for house in call.state.houses_of(call.user)
        if wanted in {None, house.id}
    ]
    if call.switches.houses == "wrapped":
        return {"houses": houses}
    if call.switches.houses == "object":
        return houses[0] if houses else {}
    return houses


@routes.read("GET", "/houses/{house}")
async def show_house(call: Call) -> object:
    """Return a house with its people and locks."""
    house = house_of(call)
    roles: Json = {user_id: role.value for user_id, role in house.users.items()}
    locks = [row.id for row in call.state.locks.values() if row.house is house]
    return {
        "HouseName": house.name,
        "users": list(roles) if call.switches.house_users == "list" else roles,
        "locks": locks,
    }


@routes.read("GET", "/users/doorbells/mine")
async def list_doorbells(call: Call) -> object:
    """List no doorbells: there are none."""
    del call
    return {}


@routes.read("GET", "/users/alarms/mine")
async def list_alarms(call: Call) -> object:
    """List no alarms: there are none, and at August there never are."""
    if call.platform.brand != "yale":
        raise RefusalError(404, "/users/alarms/mine does not exist")
    return []


@routes.read("GET", "/devices/capabilities")
async def show_capabilities(call: Call) -> object:
    """Return what a device can do, as far as it is of a kind that is listed."""
    gap = call.switches.capability_gap
    if gap != "none":
        raise RefusalError(int(gap), "No capabilities")
    name = call.query.get("serialNumber") or call.query.get("deviceID")
    for lock in call.state.visible(call.user):
        if name in {lock.id, lock.serial}:
            return _capabilities(lock)
    raise RefusalError(404, "Device not found")


def house_of(call: Call) -> House:
    """Return the house of the path, if the user has it."""
    for house in call.state.houses_of(call.user):
        if house.id == call.places["house"]:
            return house
    known = call.places["house"] in call.state.houses
    raise RefusalError(403 if known else 404, "House not found")


def _row(call: Call, house: House) -> Json:
    """Return a house as lists have it."""
    return {
        "HouseID": house.id,
        "HouseName": house.name,
        "type": house.users[call.user.id].value,
        "imageInfo": None,
    }


def _capabilities(lock: AugustLock) -> Json:
    """Return what a lock can do; an older one is of no listed kind."""
    if not lock.kind.known_to_capabilities:
        raise RefusalError(409, "Type of device cannot be derived")
    rows: Json = {"lock": _lock(lock.kind)}
    if lock.has_keypad:
        rows["keypad"] = _keypad(lock.kind)
    if lock.bridge is not None and not lock.kind.built_in_bridge:
        rows["connect"] = {}
    return rows


def _lock(kind: Kind) -> Json:
    """Return what the lock itself can do."""
    return {
        **dict.fromkeys(_NEVER, False),
        "concurrentBLE": 2,
        "batteryType": "AA",
        "doorSense": kind.door_state is not None,
        "hasMagnetometer": kind.door_state is not None,
        "hasIntegratedWiFi": kind.built_in_bridge,
        "bluetooth": True,
        "slotRange": None,
        "integratedKeypad": kind.own_keypad,
        "entryCodeSlots": True,
        "pinSlotMin": 1,
        "pinSlotMax": MOST_PINS,
        "supportsSecureMode": kind.secure,
        "supportsSecureModeCodeDisable": False,
        "supportsSecureModeMobileControl": kind.secure,
        "batteryLifeMS": 15552000000,
        "supportedPartners": [],
        "unlatch": kind.unlatch,
    }


def _keypad(kind: Kind) -> Json:
    """Return what the keypad takes."""
    shortest, longest = kind.pin_lengths
    return {
        "supportsPinCodes": True,
        "supportsKeyTags": False,
        "supportsFingerprintCredential": False,
        "pinLengthMin": shortest,
        "pinLengthMax": longest,
        "usesSlots": True,
        "isStandAlone": not kind.own_keypad,
    }
