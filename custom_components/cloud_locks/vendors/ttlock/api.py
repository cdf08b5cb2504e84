"""Everything that an account can be asked, by topic."""

from dataclasses import dataclass
from typing import Self

from .api_cards import CardApi
from .api_codes import CodeApi
from .api_gateways import GatewayApi
from .api_keys import KeyApi
from .api_locks import LockApi
from .caller import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The calls of one account."""

    caller: Caller
    locks: LockApi
    codes: CodeApi
    keys: KeyApi
    cards: CardApi
    gateways: GatewayApi

    @classmethod
    def of(cls, caller: Caller) -> Self:
        """Return all calls."""
        return cls(
            caller=caller,
            locks=LockApi(caller),
            codes=CodeApi(caller),
            keys=KeyApi(caller),
            cards=CardApi(caller),
            gateways=GatewayApi(caller),
        )
