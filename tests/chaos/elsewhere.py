"""What people do in the vendor's app."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from .base import Base
from .draws import doors, ends, has_codes_anyway, names, places


class Elsewhere(Base):
    """Codes that come, change and go without us."""

    @rule(door=doors, name=names, lasts=ends)
    def put(self, door: int, name: str, lasts: timedelta | None) -> None:
        """Somebody adds a code in the app."""
        place = self.house.doors[door]
        self.oracle.observe()
        self.house.put(place, name, self.pin(), self.end(lasts))
        self.oracle.take_over(place)

    @has_codes_anyway
    @rule(nth=places, name=names)
    def rename(self, nth: int, name: str) -> None:
        """Somebody renames a code in the app."""
        door, code = self.nth(nth)
        self.will_be_missed(door, code)
        self.house.edit(door, code.held.id, name=name)
        self.oracle.take_over(door)

    @has_codes_anyway
    @rule(nth=places, digits=st.booleans(), lasts=ends)
    def edit(self, nth: int, digits: bool, lasts: timedelta | None) -> None:
        """Somebody changes digits or hours of a code in the app."""
        door, code = self.nth(nth)
        pin = self.pin() if digits else None
        self.house.edit(door, code.held.id, pin=pin, ends=self.end(lasts))
        self.oracle.take_over(door)

    @has_codes_anyway
    @rule(nth=places)
    def remove(self, nth: int) -> None:
        """Somebody removes a code in the app."""
        door, code = self.nth(nth)
        self.will_be_missed(door, code)
        self.house.remove(door, code.held.id)
        self.oracle.take_over(door)

    @has_codes_anyway
    @rule(nth=places, name=names, lasts=ends)
    def replace(self, nth: int, name: str, lasts: timedelta | None) -> None:
        """Somebody removes a code in the app, and another one gets its id."""
        door, code = self.nth(nth)
        self.will_be_missed(door, code)
        code_id, end = code.held.id, self.end(lasts)
        self.house.remove(door, code_id)
        self.house.put(door, name, self.pin(), end, instead_of=code_id)
        self.oracle.take_over(door)
