"""PINs as the cloud keeps them: a record, its group, when it opens.

Source: Yale Home API documentation, "Get all PINs": the seven groups and the fields.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from simulators.schedule import ALWAYS, Schedule

from .stamps import stamp
from .switches import Switches


class Group(StrEnum):
    """Where a PIN is on its way."""

    CREATED = "created"
    LOADED = "loaded"
    DISABLED = "disabled"
    DISABLING = "disabling"
    ENABLING = "enabling"
    DELETING = "deleting"
    UPDATING = "updating"


AT_REST = frozenset({Group.LOADED, Group.DISABLED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """When a PIN opens: the texts as they were sent, and what they mean."""

    type: str = "always"
    times: str | None = None
    recurrence: str | None = None
    schedule: Schedule = ALWAYS

    @property
    def shape(self) -> dict[str, object]:
        """Return the texts, and for a temporary PIN both ends."""
        rows: dict[str, object] = {"accessType": self.type}
        if self.times is not None:
            rows["accessTimes"] = self.times
        if self.recurrence is not None:
            rows["accessRecurrence"] = self.recurrence
        if self.type == "temporary":
            starts, ends = self.schedule.starts, self.schedule.ends
            rows |= {"accessStartTime": stamp(starts)} if starts else {}
            rows |= {"accessEndTime": stamp(ends)} if ends else {}
        return rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Reservation:
    """A PIN that nobody else gets for some minutes."""

    pin: str = field(repr=False)
    slot: int
    ends: datetime


@dataclass(kw_only=True, slots=True, eq=False)
class PinRecord:
    """One PIN; `credential_id` is its id in the lock's memory once it is there."""

    id: str
    lock_id: str
    user_id: str
    pin: str = field(repr=False)
    slot: int
    access: Access
    first_name: str
    last_name: str | None
    group: Group
    created: datetime
    updated: datetime
    calling_user_id: str
    api_key: str = field(repr=False)
    partner_user_id: str | None = None
    unverified: bool = True
    loaded: datetime | None = None
    credential_id: int | None = None
    due: datetime | None = None
    """When the lock will have it, None while nothing is under way."""
    back_to: Group = Group.LOADED
    """Where it goes when the lock refuses."""

    @property
    def name(self) -> str:
        """Return both names."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def shape(self, switches: Switches) -> dict[str, object]:
        """Return the record as lists have it, digits and the caller's key in it."""
        rows: dict[str, object] = {
            **self.bare_shape(),
            "callingUserID": self.calling_user_id,
            "apiKey": self.api_key,
        }
        if self.partner_user_id is not None:
            rows["partnerUserID"] = self.partner_user_id
        if not switches.sparse_names:
            rows["firstName"] = self.first_name
            rows |= {} if self.last_name is None else {"lastName": self.last_name}
            rows["unverified"] = self.unverified
        return rows

    def bare_shape(self) -> dict[str, object]:
        """Return what the answer about a master PIN has."""
        rows: dict[str, object] = {
            "_id": self.id,
            "type": "pin",
            "lockID": self.lock_id,
            "userID": self.user_id,
            "state": self.group.value,
            "pin": self.pin,
            "slot": self.slot,
            "createdAt": stamp(self.created),
            "updatedAt": stamp(self.updated),
            **self.access.shape,
        }
        if self.loaded is not None:
            rows["loadedDate"] = stamp(self.loaded)
        return rows
