"""The people who live in the home or have something to do there."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody with a name and, for vendors' apps, an e-mail address."""

    id: str
    name: str
    email: str
    resident: bool = True
    """Whether the person lives in the home."""


def person(name: str, *, email: str | None = None, resident: bool = True) -> Person:
    """Make a person whose id and, unless given, address follow from the name."""
    slug = name.lower().replace(" ", "_").replace(".", "")
    address = email or f"{slug}@example.com"
    return Person(id=slug, name=name, email=address, resident=resident)
