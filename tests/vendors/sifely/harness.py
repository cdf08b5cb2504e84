"""Sifely, the other brand of TTLock's client, on the stage of the contract suite."""

from tests.vendors.ttlock.harness import TtlockHarness

HARNESS = TtlockHarness("sifely")
