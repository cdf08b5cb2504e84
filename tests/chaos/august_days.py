"""What happens only where a code is changed by taking it off and writing another."""

from hypothesis.stateful import precondition, rule

from .draws import names, places
from .machine import Chaos
from .oracle import Wish


class AugustDays(Chaos):
    """Days on which others are faster."""

    @property
    def half_done(self) -> list[Wish]:
        """Return the changes whose old code is off, or leaves, and that go on."""
        wishes = self.oracle.wishes
        return [it for it in wishes if it.open and it.left_out and it.pin]

    @precondition(lambda self: self.half_done)
    @rule(nth=places, name=names)
    def take_digits(self, nth: int, name: str) -> None:
        """Somebody gives digits to another in the app that a change was to have."""
        wish = self.half_done[nth % len(self.half_done)]
        self.oracle.observe()
        self.house.put(wish.door, name, wish.pin, None)
        self.oracle.take_over(wish.door)
