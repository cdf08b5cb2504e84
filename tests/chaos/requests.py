"""What people ask of Home Assistant."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from .base import Base
from .draws import (
    doors,
    ends,
    has_codes,
    is_running,
    mishaps,
    names,
    patience,
    places,
    waits,
)
from .house import Kind, Topic
from .oracle import Aim, Wish


class Requests(Base):
    """Actions on codes, doors and settings."""

    @is_running
    @rule(
        door=doors,
        name=names,
        lasts=ends,
        if_exists=st.sampled_from(["error", "error", "replace", "keep"]),
        wait=waits,
        patience=patience,
        mishap=mishaps,
    )
    def add(
        self,
        door: int,
        name: str,
        lasts: timedelta | None,
        if_exists: str,
        wait: int,
        patience: timedelta,
        mishap: Kind | None,
    ) -> None:
        """Somebody wants a code."""
        wish = Wish(
            aim=Aim.ADD,
            door=self.house.doors[door],
            name=name,
            pin=self.pin(),
            ends=self.end(lasts),
            replaces=if_exists == "replace",
        )
        self.befalls(Topic.ADD, mishap)
        data: dict[str, Any] = {"name": name, "pin": wish.pin, "if_exists": if_exists}
        self.ask(wish, "add_code", patience, wait=wait, **data, **self._hours(wish))

    @has_codes
    @rule(
        nth=places,
        new_name=st.sampled_from(["", "", "Cleo", "Bert"]),
        digits=st.booleans(),
        lasts=ends,
        wait=waits,
        patience=patience,
        mishap=mishaps,
    )
    def change(
        self,
        nth: int,
        new_name: str,
        digits: bool,
        lasts: timedelta | None,
        wait: int,
        patience: timedelta,
        mishap: Kind | None,
    ) -> None:
        """Somebody wants a code to be different."""
        door, code = self.nth(nth)
        wish = Wish(
            aim=Aim.CHANGE,
            door=door,
            name=code.held.name,
            new_name=new_name,
            pin=self.pin() if digits else "",
            ends=self.end(lasts),
        )
        data = {"name": code.held.name, **self._hours(wish)}
        data |= {"new_name": new_name} if new_name else {}
        data |= {"pin": wish.pin} if digits else {}
        self.befalls(Topic.CHANGE, mishap)
        self.ask(wish, "update_code", patience, wait=wait, **data)

    @has_codes
    @rule(nth=places, wait=waits, patience=patience, mishap=mishaps)
    def rotate(
        self, nth: int, wait: int, patience: timedelta, mishap: Kind | None
    ) -> None:
        """Somebody wants other digits."""
        door, code = self.nth(nth)
        wish = Wish(aim=Aim.CHANGE, door=door, name=code.held.name, rotates=True)
        self.befalls(Topic.CHANGE, mishap)
        self.ask(wish, "rotate_code", patience, wait=wait, name=code.held.name)

    @is_running
    @rule(door=doors, name=names, wait=waits, patience=patience, mishap=mishaps)
    def delete(
        self,
        door: int,
        name: str,
        wait: int,
        patience: timedelta,
        mishap: Kind | None,
    ) -> None:
        """Somebody wants a code to go, by its name."""
        wish = Wish(aim=Aim.DELETE, door=self.house.doors[door], name=name)
        self.befalls(Topic.DELETE, mishap)
        self.ask(wish, "delete_code", patience, wait=wait, name=name)

    @has_codes
    @rule(nth=places, wait=waits, patience=patience, mishap=mishaps)
    def delete_by_id(
        self, nth: int, wait: int, patience: timedelta, mishap: Kind | None
    ) -> None:
        """Somebody points at a code that shall go."""
        door, code = self.nth(nth)
        wish = Wish(aim=Aim.DELETE, door=door, code_id=code.held.id)
        self.befalls(Topic.DELETE, mishap)
        self.ask(wish, "delete_code", patience, wait=wait, code_id=code.held.id)

    @has_codes
    @rule(nth=places, patience=patience)
    def adopt(self, nth: int, patience: timedelta) -> None:
        """Somebody says that a code is ours."""
        door, code = self.nth(nth)
        name, code_id = code.held.name, code.held.id
        wish = Wish(aim=Aim.ADOPT, door=door, code_id=code_id, name=name)
        self.ask(wish, "adopt_code", patience, code_id=code_id)

    @has_codes
    @rule(
        door=doors,
        only_managed=st.booleans(),
        wait=waits,
        patience=patience,
        mishap=mishaps,
    )
    def clear(
        self,
        door: int,
        only_managed: bool,
        wait: int,
        patience: timedelta,
        mishap: Kind | None,
    ) -> None:
        """Somebody wants all codes to go, or all that were made here."""
        place = self.house.doors[door]
        wish = Wish(aim=Aim.CLEAR, door=place, only_managed=only_managed)
        data = {"confirm": True, "only_managed": only_managed}
        self.befalls(Topic.DELETE, mishap)
        self.ask(wish, "clear_codes", patience, wait=wait, **data)

    @is_running
    @rule(
        door=doors,
        command=st.sampled_from(["lock", "unlock", "open"]),
        patience=patience,
        mishap=mishaps,
    )
    def operate(
        self, door: int, command: str, patience: timedelta, mishap: Kind | None
    ) -> None:
        """Somebody wants a door locked, unlocked or open."""
        place = self.house.doors[door]
        self.oracle.commands[place] += 2 if command == "open" else 1
        self.befalls(Topic.OPERATE, mishap)
        self.command(patience, "lock", command, self.site.entity(place, "lock"))

    @is_running
    @rule(on=st.booleans(), patience=patience, mishap=mishaps)
    def set(self, on: bool, patience: timedelta, mishap: Kind | None) -> None:
        """Somebody wants the door to lock by itself, or not."""
        place, key = self.house.doors[0], self.house.setting
        if key is None:
            return
        self.oracle.settings[place] += 1
        action = "turn_on" if on else "turn_off"
        self.befalls(Topic.SETTING, mishap)
        self.command(patience, "switch", action, self.site.entity(place, key))

    def _hours(self, wish: Wish) -> dict[str, Any]:
        if wish.ends is None:
            return {}
        hours = {"end_datetime": wish.ends.isoformat()}
        if self.house.wants_starts:
            hours["start_datetime"] = self.loop.now.isoformat()
        return hours
