"""What a lock can do.

Entities, actions and forms exist because of these, never because of a vendor.
"""

from enum import StrEnum


class Part(StrEnum):
    """An optional part of the cloud contract (`cloud.Parts`)."""

    CODES = "codes"
    OFFLINE_CODES = "offline_codes"
    DYNAMIC_CODES = "dynamic_codes"
    CREDENTIALS = "credentials"
    PEOPLE = "people"
    SETTINGS = "settings"
    PASSAGE_PLAN = "passage_plan"
    PUSH = "push"
    WEBHOOK = "webhook"
    MEDIA = "media"
    LINK = "link"


class Capability(StrEnum):
    """Something that one lock can do or tell."""

    # Operating and telling.
    OPEN = "open"
    DOOR_SENSOR = "door_sensor"
    KEYPAD = "keypad"
    CHARGING = "charging"
    TAMPER = "tamper"
    DOORBELL = "doorbell"
    REMOTE_REQUEST = "remote_request"
    RENAME = "rename"
    """Its name in the vendor's app can be changed from here."""

    # One for each part that works per lock; the value is the part's.
    CODES = Part.CODES.value
    OFFLINE_CODES = Part.OFFLINE_CODES.value
    DYNAMIC_CODES = Part.DYNAMIC_CODES.value
    CREDENTIALS = Part.CREDENTIALS.value
    PEOPLE = Part.PEOPLE.value
    SETTINGS = Part.SETTINGS.value
    PASSAGE_PLAN = Part.PASSAGE_PLAN.value
    MEDIA = Part.MEDIA.value


PART_OF: dict[Capability, Part] = {
    capability: Part(capability.value)
    for capability in Capability
    if capability.value in set(Part)
}
"""Capability → the part that must be there to use it."""
