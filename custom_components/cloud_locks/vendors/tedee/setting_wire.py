"""`deviceSettings` on the wire (Tedee API docs, update lock settings)."""

from dataclasses import dataclass
from typing import Self

from .._record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSettings:
    """What a lock or keypad is set to, as the cloud has it."""

    fields: Record
    revision: int | None
    """What a change has to name, so that nobody overwrites another's."""
    taken: bool | None
    """Whether the device has what the cloud has; keypads do not tell."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read it from a device; everything in it may be missing."""
        device = record.maybe_integer("deviceRevision")
        target = record.maybe_integer("targetDeviceRevision")
        return cls(
            fields=record.maybe_record("deviceSettings")
            or Record({}, "deviceSettings"),
            revision=record.maybe_integer("revision"),
            taken=None if device is None or target is None else device >= target,
        )
