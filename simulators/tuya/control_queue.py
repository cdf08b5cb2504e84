"""Controls of the message queue: environment, rules, broken and strange messages."""

from .queue import PRODUCTION, TESTING
from .state import TuyaState


class QueueControl:
    """What can happen between the queue and whoever hears it."""

    _state: TuyaState

    def queue(self) -> dict[str, object]:
        """Tell what waits, what was acknowledged and who listens."""
        queue = self._state.queue
        return {
            "environment": queue.environment,
            "enabled": queue.enabled,
            "told": queue.told,
            "topics": {
                name: {
                    "waiting": len(topic.messages),
                    "acknowledged": len(topic.acknowledged),
                    "consumers": len(topic.sockets),
                }
                for name, topic in queue.topics.items()
            },
        }

    def environment(self, name: str) -> None:
        """Send on the topic `event` or `event-test`; the other answers 500."""
        if name not in {PRODUCTION, TESTING}:
            msg = f"no topic {name!r}"
            raise ValueError(msg)
        self._state.queue.environment = name

    def message_rule(self, codes: list[str] | None = None) -> None:
        """Let only these bizCodes through (`[]`: none), or all for null."""
        self._state.queue.rule = None if codes is None else frozenset(codes)

    async def drop_consumers(self) -> int:
        """Close all connections to the queue; answers how many there were."""
        return await self._state.queue.drop()

    def garbage(self) -> None:
        """Send a message that nobody can decrypt."""
        self._state.queue.send_garbage()

    def message(self, protocol: int, body: dict[str, object]) -> None:
        """Send any message, properly encrypted."""
        self._state.queue.send(protocol, body)
