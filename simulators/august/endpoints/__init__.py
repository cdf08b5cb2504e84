"""The operations of the cloud, one module for each part of its documentation."""

from simulators.august.routing import Route

from . import (
    activity,
    houses,
    locks,
    operate,
    partners,
    pins,
    subscribers,
    unpublished,
)

ROUTES: list[Route] = [
    route
    for module in (
        locks,
        pins,
        operate,
        houses,
        activity,
        partners,
        subscribers,
        unpublished,
    )
    for route in module.routes.rows
]
