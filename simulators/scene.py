"""Scenes: which home a simulation begins with."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from .hardware import NO_TIME, Timing
from .home import Home
from .people import person

DEMO, TEST, EMPTY, LARGE = "demo", "test", "empty", "large"
_NAMES: Final = (DEMO, TEST, EMPTY, LARGE)

ZONE: Final = "Europe/Amsterdam"
FAMILY: Final = (
    person("Anna de Vries"),
    person("Bram de Vries"),
    person("Sofie de Vries"),
    person("Els Bakker", resident=False),
)


class UnknownSceneError(ValueError):
    """There is no scene of that name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A parsed scene name: `large:200` is `large` with 200 locks."""

    name: str
    count: int = 0

    @property
    def lifelike(self) -> bool:
        """Tell whether motors and clouds take their real time."""
        return self.name == DEMO

    def timing(self) -> Timing:
        """Return how fast the motors are; instantly where tests should not wait."""
        if self.lifelike:
            return Timing(travel=timedelta(seconds=2), hold=timedelta(seconds=3))
        return Timing(travel=NO_TIME, hold=NO_TIME)

    def new_home(self) -> Home:
        """Return the home with its people, before any vendor mounts a lock."""
        return Home(ZONE, () if self.name == EMPTY else FAMILY)


def parse_scene(text: str) -> Scene:
    """Read `demo`, `test`, `empty` or `large:N`."""
    name, _, count = text.partition(":")
    if name not in _NAMES or bool(count) != (name == LARGE):
        msg = f"unknown scene {text!r}: one of demo, test, empty, large:N"
        raise UnknownSceneError(msg)
    if count and not count.isdecimal():
        msg = f"{text!r}: the number of locks must be a whole number"
        raise UnknownSceneError(msg)
    return Scene(name=name, count=int(count or 0))
