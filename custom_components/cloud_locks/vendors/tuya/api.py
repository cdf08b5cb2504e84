"""Everything that this cloud can be asked, in groups."""

from dataclasses import dataclass
from typing import Self

from .api_devices import DeviceApi
from .api_doors import DoorApi
from .api_passwords import PasswordApi
from .api_people import MediaApi, MethodApi, PeopleApi
from .caller import Caller
from .tickets import Tickets


@dataclass(frozen=True, slots=True)
class Api:
    """The calls of one account."""

    caller: Caller
    devices: DeviceApi
    doors: DoorApi
    passwords: PasswordApi
    people: PeopleApi
    methods: MethodApi
    media: MediaApi

    @classmethod
    def of(cls, caller: Caller) -> Self:
        """Return all calls by way of one caller."""
        tickets = Tickets(caller)
        return cls(
            caller=caller,
            devices=DeviceApi(caller),
            doors=DoorApi(caller, tickets),
            passwords=PasswordApi(caller, tickets),
            people=PeopleApi(caller, tickets),
            methods=MethodApi(caller, tickets),
            media=MediaApi(caller),
        )
