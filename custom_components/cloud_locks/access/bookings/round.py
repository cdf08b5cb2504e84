"""What follows from one look into a calendar: access, guest by guest."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from homeassistant.core import HomeAssistant

from ...actions.errors import ActionError
from ...model.secret import Secret
from ..keeper import AccessKeeper
from .booking import BookingEvent, BookingState
from .giving import AccessGiver, Holder, Outcome
from .rules import BookingRules, PinFrom
from .seeing import Sighting
from .telling import endings_of, guest_key, guest_name, phone_digits
from .wishing import Wish, cleaning_wish, wishes


class Round:
    """What is done after one look.

    `problem`: the last thing that did not work. `is_waiting`: something is left to do
    as soon as an account is back.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        keeper: AccessKeeper,
        rules: BookingRules,
        state: BookingState,
        now: datetime,
    ) -> None:
        """Start with what is known of a calendar."""
        self._keeper, self._rules, self._state, self._now = keeper, rules, state, now
        self._giver = AccessGiver(hass, keeper, rules)
        home = hass.config.time_zone
        self._zones = {it: state.zones.get(it, home) for it in rules.doors}
        self.problem: ActionError | None = None
        self.is_waiting = False

    async def carry_out(self, sighting: Sighting) -> BookingState:
        """Do all that is wished and return what is known then."""
        bookings = self._state.bookings
        for wish in tuple(wishes(bookings, self._rules, self._zones, self._now)):
            event = sighting.events.get(wish.id)
            if wish.anew and event is None:
                # Nothing is given on the word of a calendar that does not say it.
                continue
            holder = Holder(name="") if event is None else self._guest(event)
            if await self._do(wish, holder):
                self._given(wish, event)
        await self._clean()
        return self._state

    def _guest(self, event: BookingEvent) -> Holder:
        return Holder(
            name=guest_name(event, self._rules),
            endings=tuple(endings_of(event)),
            pin=self._pin_for(event),
        )

    def _pin_for(self, event: BookingEvent) -> Secret | None:
        """Return the PIN that a guest is to have if it suits all doors; or None."""
        match self._rules.pin_from:
            case PinFrom.PHONE:
                return phone_digits(event)
            case PinFrom.RETURNING:
                last = self._state.guests.get(guest_key(event) or "")
                there = self._keeper.grants.get(last or "")
                return None if there is None else there.pin
            case PinFrom.RANDOM:
                return None

    async def _do(self, wish: Wish, holder: Holder) -> bool:
        try:
            outcome = await self._giver.carry_out(wish, holder)
        except ActionError as err:
            self.problem = err
            return False
        self.is_waiting |= outcome is Outcome.WAITS
        return outcome is Outcome.DONE

    def _given(self, wish: Wish, event: BookingEvent | None) -> None:
        """Remember what a booking was given, and to whom."""
        bookings = tuple(
            replace(it, given=wish.hours) if it.id == wish.id else it
            for it in self._state.bookings
        )
        guests = {
            key: it
            for key, it in self._state.guests.items()
            if it in self._keeper.grants
        }
        if event is not None and self._rules.pin_from is PinFrom.RETURNING:
            guests |= dict.fromkeys(filter(None, [guest_key(event)]), wish.id)
        self._state = replace(self._state, bookings=bookings, guests=guests)

    async def _clean(self) -> None:
        """Let who cleans in between two bookings."""
        if (cleaning := self._state.cleaning) is None:
            return
        find = partial(cleaning_wish, cleaning, self._state.bookings, self._rules)
        wish = find(self._zones, self._now)
        holder = Holder(name=cleaning.name, endings=(self._rules.title,))
        if wish is not None and await self._do(wish, holder):
            self._state = replace(
                self._state, cleaning=replace(cleaning, given=wish.hours)
            )
