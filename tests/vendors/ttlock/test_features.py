"""Feature bits and the clock of a lock."""

from datetime import timedelta
from zoneinfo import available_timezones

import pytest

from custom_components.cloud_locks.vendors.ttlock.clock import zone_of_offset
from custom_components.cloud_locks.vendors.ttlock.features import Feature, Features

HTT = {0, 1, 4, 5, 6, 7, 8, 10, 12, 14, 15, 18, 19, 22, 24, 26, 28, 29, 34, 38}


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("F44354CD5F3", HTT | {40, 41, 42, 43}),
        ("F44354CF5F3", HTT | {13, 40, 41, 42, 43}),
        ("f44354cd5f3", HTT | {40, 41, 42, 43}),
        ("6C4CD1F3", {0, 1, 4, 5, 6, 7, 8, 12, 14, 15, 18, 19, 22, 26, 27, 29, 30}),
        ("0", set()),
    ],
)
def test_bits(text: str, bits: set[int]) -> None:
    """Vectors from the documentation's rule and from recorded locks."""
    features = Features.read(text)
    assert features.bits is not None
    assert {bit for bit in range(64) if features.bits >> bit & 1} == bits


@pytest.mark.parametrize("text", [None, "", "xyz", "-1", "0x1F", "1" * 300])
def test_no_bits(text: str | None) -> None:
    """What does not tell its bits lacks none and has none."""
    features = Features.read(text)
    assert features.bits is None
    assert not features.has(Feature.PASSCODE)
    assert not features.lacks(Feature.PASSCODE)


def test_more_than_64_bits() -> None:
    """The number has any length."""
    assert Features.read("10C2F44754CF5F7").has(Feature.WIFI)
    assert Features.read("1" + "0" * 27).bits == 1 << 108


@pytest.mark.parametrize(
    ("hours", "zone"),
    [(0, "UTC"), (13, "Etc/GMT-13"), (-5, "Etc/GMT+5"), (1, "Etc/GMT-1")],
)
def test_zones_of_whole_hours(hours: int, zone: str) -> None:
    """Their names count westwards."""
    assert zone_of_offset(timedelta(hours=hours)) == zone
    assert zone in available_timezones()


@pytest.mark.parametrize("hours", [None, 5.5, 15, -13])
def test_no_zone(hours: float | None) -> None:
    """Nothing is better than a wrong clock."""
    offset = None if hours is None else timedelta(hours=hours)
    assert zone_of_offset(offset) is None
