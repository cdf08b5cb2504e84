"""Radio links and gateways: what decides whether a cloud can reach a lock."""

from dataclasses import dataclass
from datetime import datetime

from .clock import Clock


class Link:
    """A connection that is up or down, and since when."""

    def __init__(self, clock: Clock, *, online: bool = True) -> None:
        """Start up or down as of now."""
        self._clock = clock
        self._online = online
        self._since = clock.now()

    @property
    def online(self) -> bool:
        """Tell whether the link is up."""
        return self._online

    @property
    def down_since(self) -> datetime | None:
        """Return when the link went down, None while it is up."""
        return None if self._online else self._since

    @property
    def since(self) -> datetime:
        """Return since when it has been as it is."""
        return self._since

    def set(self, *, online: bool, since: datetime | None = None) -> None:
        """Bring the link up or down, now or as of a moment in the past."""
        if online != self._online:
            self._online, self._since = online, since or self._clock.now()


@dataclass(kw_only=True, slots=True)
class Gateway:
    """A bridge or gateway on the home's network; `link` leads to its cloud."""

    id: str
    name: str
    vendor: str
    link: Link


@dataclass(kw_only=True, slots=True)
class Keypad:
    """A keypad by a door; it talks to its lock, never to a cloud."""

    name: str
    battery: int = 80
    paired: bool = True
    fingerprints: bool = False
    """Whether it reads fingers too."""
