"""The operations of the Tuya cloud, one module for a group of pages."""

from simulators.tuya.routing import Route

from . import (
    devices,
    logs,
    media,
    members,
    methods,
    offline,
    opening,
    passwords,
    tokens,
    users,
)

ROUTES: list[Route] = [
    row
    for module in (
        tokens,
        devices,
        passwords,
        offline,
        opening,
        logs,
        users,
        members,
        methods,
        media,
    )
    for row in module.routes.rows
]
