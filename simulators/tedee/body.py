"""Reading JSON bodies strictly: unknown keys and wrong types are refused with 400.

Source: Tedee API documentation, request bodies of each endpoint. Bodies may be sent as
`application/json` or, as in its samples, `application/json-patch+json`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum
import json
from typing import Final

from simulators.schedule import Schedule

from .routing import Json, RefusalError
from .stamps import parse_stamp

ACCEPTED_TYPES: Final = frozenset(
    {"application/json", "application/json-patch+json", "text/json"}
)
ALL_DAYS: Final = 127


class Kind(Enum):
    """Types of JSON values."""

    TEXT = str
    NUMBER = int
    FLAG = bool
    OBJECT = dict
    LIST = list


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a body."""

    kind: Kind
    required: bool = False
    nullable: bool = True


SCHEDULE_FIELDS: Final[Mapping[str, Field]] = {
    "startDate": Field(Kind.TEXT),
    "endDate": Field(Kind.TEXT),
    "dayStartTime": Field(Kind.TEXT),
    "dayEndTime": Field(Kind.TEXT),
    "weekDays": Field(Kind.NUMBER),
}


def required(kind: Kind) -> Field:
    """Return a field that must be there and must not be null."""
    return Field(kind, required=True, nullable=False)


def decode(raw: bytes, content_type: str) -> Json:
    """Return the object in a body, an empty one for no body at all."""
    if not raw:
        return {}
    if content_type not in ACCEPTED_TYPES:
        raise RefusalError(415, "Unsupported media type")
    try:
        body = json.loads(raw)
    except ValueError as err:
        raise RefusalError(400, "The body is not valid JSON") from err
    if not isinstance(body, dict):
        raise RefusalError(400, "The body must be an object")
    return body


def check(body: Mapping[str, object], fields: Mapping[str, Field]) -> None:
    """Refuse a body that does not have these fields."""
    for name in body:
        if name not in fields:
            raise RefusalError(400, f"Unknown field {name}")
    for name, field in fields.items():
        if name not in body:
            if field.required:
                raise RefusalError(400, f"Field {name} is required")
        elif not _fits(body[name], field):
            raise RefusalError(400, f"Field {name} has a wrong type")


def text(body: Mapping[str, object], name: str) -> str:
    """Return a checked text."""
    return str(body[name])


def number(body: Mapping[str, object], name: str) -> int:
    """Return a checked number."""
    value = body[name]
    if not isinstance(value, int):
        raise RefusalError(400, f"Field {name} must be a number")
    return value


def mapping(body: Mapping[str, object], name: str) -> Json:
    """Return a checked object, an empty one when it is absent or null."""
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def moment(body: Mapping[str, object], name: str) -> datetime | None:
    """Return a point in time, None when it is absent or null."""
    value = body.get(name)
    if value is None:
        return None
    try:
        return parse_stamp(str(value))
    except ValueError as err:
        raise RefusalError(400, f"Field {name} is not a date") from err


def schedule(body: Mapping[str, object], zone: str) -> Schedule:
    """Return the five schedule fields; daily hours count in `zone`."""
    starts, ends = moment(body, "startDate"), moment(body, "endDate")
    if starts is not None and ends is not None and ends <= starts:
        raise RefusalError(400, "endDate must be after startDate")
    return Schedule(
        starts=starts,
        ends=ends,
        days=_days(body.get("weekDays")),
        day_start=_time(body, "dayStartTime"),
        day_end=_time(body, "dayEndTime"),
        zone=zone,
    )


def _time(body: Mapping[str, object], name: str) -> time | None:
    """Return the time of day in UTC of a full date-time; its date does not count."""
    value = moment(body, name)
    if value is None:
        return None
    offset = value.utcoffset()
    return ((value - offset) if offset else value).time()


def _days(bits: object) -> frozenset[int] | None:
    """Return weekdays (Monday 0) from bits (Monday 1), None for no restriction."""
    if bits is None:
        return None
    if not isinstance(bits, int) or not 0 < bits <= ALL_DAYS:
        raise RefusalError(400, "weekDays must be bits of Monday to Sunday")
    return frozenset(day for day in range(7) if bits & 1 << day)


def _fits(value: object, field: Field) -> bool:
    """Tell whether a value has the field's type; a boolean is not a number."""
    if value is None:
        return field.nullable
    if isinstance(value, bool):
        return field.kind is Kind.FLAG
    return isinstance(value, field.kind.value)
