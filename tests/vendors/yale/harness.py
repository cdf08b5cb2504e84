"""Yale, the other brand of August's client, on the stage of the contract suite."""

from tests.vendors.august.harness import AugustHarness

HARNESS = AugustHarness("yale")
