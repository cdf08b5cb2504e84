"""The people who live in the home or have something to do there."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody with a name and, for vendors' apps, an e-mail address."""

    id: str
    name: str
    email: str


def person(name: str) -> Person:
    """Make a person whose id and address follow from the name."""
    slug = name.lower().replace(" ", "_").replace(".", "")
    return Person(id=slug, name=name, email=f"{slug}@example.com")
