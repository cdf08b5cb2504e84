"""Controls of the callbacks that the cloud sends."""

from .callbacks import Style
from .devices import TtlockLock
from .state import TtlockState


class CallbackControl:
    """The address in the developer's portal, and what is sent there."""

    _state: TtlockState

    async def callback(self, url: str | None, style: Style = "form") -> list[object]:
        """Call an address and keep it if it answers 200; null: no more callbacks.

        `style`: `form`, `repeated` (a field `records` for each record), and for
        Sifely `text`, `list` or `object` in JSON. Answers status and text.
        """
        if url is None:
            self._state.callbacks.url = None
            return []
        self._state.catch_up()
        status, text = await self._state.callbacks.set_up(url, style)
        return [status, text]

    async def deliver(self) -> int:
        """Send now what is due; answers how many posts that were."""
        return await self._state.callbacks.deliver()

    async def post(self, fields: dict[str, object]) -> list[object]:
        """Send one post with any fields; a list becomes JSON text in a form."""
        return list(await self._state.callbacks.post(self._address(), fields))

    async def post_records(
        self, lock: str, records: list[dict[str, object]]
    ) -> list[object]:
        """Send records of any content about a lock."""
        target: TtlockLock = self._state.by_name(lock)
        return await self.post(self._state.callbacks.records_post(target, records))

    def _address(self) -> str:
        """Return the address of the portal."""
        if self._state.callbacks.url is None:
            msg = "there is no address"
            raise ValueError(msg)
        return self._state.callbacks.url
