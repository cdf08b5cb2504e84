"""What the cloud says instead of a result."""

from .numbers import MESSAGES


class RefusalError(Exception):
    """A refusal by its number; HTTP stays 200, as everywhere at Tuya."""

    def __init__(self, number: int) -> None:
        """Refuse with a number of the tables."""
        super().__init__(number)
        self.number = number
        self.message = MESSAGES.get(number, "refused")
