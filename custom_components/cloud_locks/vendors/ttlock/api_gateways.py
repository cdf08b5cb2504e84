"""Calls about gateways (TTLock docs, gateway). One short method each."""

from dataclasses import dataclass

from . import calls
from .caller import Caller
from .wire import GatewayItem, Heard, readable


@dataclass(frozen=True, slots=True)
class GatewayApi:
    """Gateways of one account. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def list(self) -> tuple[GatewayItem, ...]:
        """Return all gateways of the account. Sifely has no such call."""
        records = await self.caller.pages(calls.GATEWAY_LIST, {}, key="gatewayId")
        return tuple(readable(records, GatewayItem.read))

    async def detail(self, gateway_id: str) -> GatewayItem:
        """Return one gateway."""
        answer = await self.caller.ask(calls.GATEWAY_DETAIL, {"gatewayId": gateway_id})
        return GatewayItem.read(answer)

    async def of_lock(self, lock_id: str) -> tuple[Heard, ...]:
        """Return the gateways that heard a lock lately."""
        answer = await self.caller.ask(calls.GATEWAYS_OF_LOCK, {"lockId": lock_id})
        return tuple(
            readable(answer.records("list"), lambda it: Heard.by_lock(it, lock_id))
        )

    async def locks(self, gateway_id: str) -> tuple[Heard, ...]:
        """Return the locks that a gateway heard lately."""
        answer = await self.caller.ask(
            calls.LOCKS_OF_GATEWAY, {"gatewayId": gateway_id}
        )
        return tuple(
            readable(
                answer.records("list"), lambda it: Heard.by_gateway(it, gateway_id)
            )
        )
