"""August's client on the stage of the contract suite, riding on a linked account."""

from tests.vendors.august.harness import AugustHarness, LinkedStage

HARNESS = AugustHarness("august", LinkedStage)
