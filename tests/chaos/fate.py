"""What clouds, locks, Home Assistant and time do."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from .base import Base
from .draws import doors, is_running, places, spans
from .house import Kind, Topic, Trouble


class Fate(Base):
    """Troubles, restarts, crashes, and hours that pass."""

    @rule(
        topic=st.sampled_from(Topic),
        kind=st.sampled_from(Kind),
        times=st.sampled_from([1, 1, 2, 5]),
    )
    def go_wrong(self, topic: Topic, kind: Kind, times: int) -> None:
        """The next calls about something do not work."""
        self.loop.run(self.house.trouble(Trouble(topic, kind, times)))

    @rule()
    def heal(self) -> None:
        """Everything works again."""
        self.loop.run(self.house.heal())

    @rule(door=doors)
    def doze(self, door: int) -> None:
        """A lock takes what is sent to it only later."""
        self.house.doze(self.house.doors[door])

    @rule(door=doors)
    def wake(self, door: int) -> None:
        """A lock takes what waits for it."""
        self.oracle.observe()
        self.house.wake(self.house.doors[door])

    @precondition(lambda self: self.lost)
    @rule(nth=places)
    def arrive(self, nth: int) -> None:
        """A code whose answer was lost reaches the lock after all, late."""
        wish = self.lost[nth % len(self.lost)]
        self.oracle.observe()
        if self.house.put(wish.door, wish.name, wish.pin, wish.ends):
            self.oracle.take_over(wish.door, ours=wish)

    @is_running
    @rule(crash=st.booleans())
    def stop(self, crash: bool) -> None:
        """Home Assistant stops, in good order or not."""
        self.running = False
        self.loop.run(self.site.crash() if crash else self.site.stop())

    @precondition(lambda self: not self.running)
    @rule()
    def start(self) -> None:
        """Home Assistant starts."""
        self.running = True
        self.awake_since = self.loop.now
        self.loop.run(self.site.start())

    @rule()
    def sign_in_again(self) -> None:
        """Somebody does what Home Assistant asks them to."""
        if self.running:
            self.awake_since = self.loop.now
            self.loop.run(self.site.sign_in_again())

    @rule(span=spans)
    def live(self, span: timedelta) -> None:
        """Time passes."""
        if span > self.house.live_at_most:
            self.loop.skip(span)
            self.awake_since = self.loop.now
            span = timedelta(seconds=20)
        self.loop.live(span)
