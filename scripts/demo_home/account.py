"""Signing in through the same form that a person fills in."""

from collections.abc import Mapping

from .api import Api, DemoError, Json

_FLOW = "/api/config/config_entries/flow"


async def sign_in(api: Api, brand: str, credentials: Mapping[str, str]) -> str:
    """Connect an account; returns its title, DemoError with the form's errors."""
    flow: Json = await api.post(_FLOW, {"handler": "cloud_locks"})
    for answers in ({"brand": brand}, dict(credentials)):
        flow = await api.post(f"{_FLOW}/{flow['flow_id']}", answers)
        if flow.get("errors"):
            raise DemoError(f"the form refused {sorted(answers)}: {flow['errors']}")
    if flow["type"] != "create_entry":
        raise DemoError(f"signing in ended with {flow['type']}: {flow.get('reason')}")
    title: str = flow["title"]
    return title
