"""The operations of the TTLock cloud, one module for each page of its documentation."""

from simulators.ttlock.routing import Route

from . import (
    cards,
    changes,
    commands,
    ekeys,
    gateways,
    locks,
    offline,
    passage,
    passcodes,
    records,
    settings,
)

ROUTES: list[Route] = [
    row
    for module in (
        locks,
        commands,
        ekeys,
        passcodes,
        offline,
        cards,
        changes,
        records,
        gateways,
        settings,
        passage,
    )
    for row in module.routes.rows
]
