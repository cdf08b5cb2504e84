"""An in-memory lock cloud with every part of the contract and scriptable faults.

    backend = register(monkeypatch)            # brand "fake", key "good-key"
    backend = register(monkeypatch, brand="tedee")   # in the place of a real brand
    backend = register(monkeypatch, sign_ins=(FAKE_LINK, FAKE_PAGE))   # other ways in
    cloud = FakeCloud(backend, backend.key)    # or a client without Home Assistant

    backend.change("front", reachability=Reachability.OFFLINE)
    backend.fail("operate", LockBusy(), times=3)
    backend.fail("codes.add", OutcomeUnknown(), after_work=True)   # answer lost
    backend.fail("states", CloudUnreachable(), times="always"); backend.heal()
    gate = backend.hold("operate"); …; gate.set()   # slow
    backend.jammed.add("front")
    backend.queued.add("front"); …; backend.deliver("front")   # codes wait, then come
    backend.add_code("front", "Anna", "135790")     # in the vendor's app; may be double
    backend.type_pin("front", "135790")
    backend.push(LockUpdate(lock=…))
    assert backend.calls("codes.add") == 1

The two locks are `front` (can do everything) and `back` (codes only). `parts=` cuts the
cloud and its locks down: `FakeBackend(parts=frozenset({Part.CODES}))`.
"""

from .backend import ALL_PARTS, FakeBackend
from .cloud import PACE, FakeCloud
from .faults import Call, Fault
from .locks import GATEWAY, RULES, SETTINGS, make_lock
from .vendor import (
    FAKE_BRAND,
    FAKE_LINK,
    FAKE_PAGE,
    FAKE_VENDOR,
    make_vendor,
    register,
)
from .ways import LinkedCloud, TokenCloud

__all__ = [
    "ALL_PARTS",
    "FAKE_BRAND",
    "FAKE_LINK",
    "FAKE_PAGE",
    "FAKE_VENDOR",
    "GATEWAY",
    "PACE",
    "RULES",
    "SETTINGS",
    "Call",
    "FakeBackend",
    "FakeCloud",
    "Fault",
    "LinkedCloud",
    "TokenCloud",
    "make_lock",
    "make_vendor",
    "register",
]
