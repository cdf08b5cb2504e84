"""A text that must not be seen by accident: a PIN, a token, a password."""

from hmac import compare_digest
from typing import Never, Self, final, override

_HIDDEN = "Secret(******)"


@final
class Secret:
    """Hold a text that only `reveal` gives back; immutable, equal by value.

    Not a dataclass on purpose: JSON encoders (orjson, which Home Assistant uses) and
    `dataclasses.asdict` write out every field of one. This class has nothing that an
    encoder knows, so serialising it fails instead of telling the secret.
    """

    __slots__ = ("__text",)

    __text: str

    def __init__(self, text: str) -> None:
        """Hide a text."""
        object.__setattr__(self, "_Secret__text", text)

    def reveal(self) -> str:
        """Return the hidden text."""
        return self.__text

    @override
    def __eq__(self, other: object) -> bool:
        """Compare two secrets in a time that does not tell where they differ."""
        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(_octets(self.__text), _octets(other.__text))

    @override
    def __hash__(self) -> int:
        """Hash by value, but unlike the bare text."""
        return hash((Secret, self.__text))

    @override
    def __repr__(self) -> str:
        """Show that there is a secret, not even its length."""
        return _HIDDEN

    @override
    def __format__(self, format_spec: str) -> str:
        """Format the placeholder; `object` would refuse a width or an alignment."""
        return format(_HIDDEN, format_spec)

    @override
    def __setattr__(self, name: str, value: object) -> Never:
        """Refuse every change."""
        raise AttributeError(name)

    @override
    def __delattr__(self, name: str) -> Never:
        """Refuse to lose the text."""
        raise AttributeError(name)

    @override
    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Let copies and pickles keep the text, which `__setattr__` would prevent."""
        return type(self), (self.__text,)


def _octets(text: str) -> bytes:
    """Encode any text, lone surrogates too: `compare_digest` takes only ASCII text."""
    return text.encode("utf-8", "surrogatepass")
