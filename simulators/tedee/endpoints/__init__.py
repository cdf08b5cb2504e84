"""The endpoints of the Tedee cloud, one module for each page of its documentation."""

from simulators.tedee.routing import Routes

from . import accesses, activity, devices, keys, locks, operations, pins, settings

TABLES: list[Routes] = [
    module.routes
    for module in (
        locks,
        operations,
        pins,
        activity,
        devices,
        settings,
        accesses,
        keys,
    )
]
