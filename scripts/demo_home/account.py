"""Signing in through the same forms and pages that a person goes through."""

from collections.abc import Mapping

import aiohttp

from .api import Api, DemoError, Json

FLOW = "/api/config/config_entries/flow"
_OWN_CREDENTIALS = {"next_step_id": "own_credentials"}


async def sign_in(api: Api, brand: str, credentials: Mapping[str, str]) -> str:
    """Connect an account; returns its title, DemoError with the form's errors."""
    flow: Json = await api.post(FLOW, {"handler": "cloud_locks"})
    flow = await answer(api, flow, {"brand": brand})
    if flow["type"] == "menu":
        flow = await answer(api, flow, _OWN_CREDENTIALS)
    flow = await answer(api, flow, dict(credentials))
    if flow["type"] == "external":
        await _visit(flow["url"])
        flow = await api.get(f"{FLOW}/{flow['flow_id']}")
    if flow["type"] != "create_entry":
        raise DemoError(f"signing in ended with {flow['type']}: {flow.get('reason')}")
    title: str = flow["title"]
    return title


async def answer(api: Api, flow: Json, answers: Json, kind: str = FLOW) -> Json:
    """Return what a form of a `kind` leads to; DemoError when it refuses that."""
    answered: Json = await api.post(f"{kind}/{flow['flow_id']}", answers)
    if answered.get("errors"):
        raise DemoError(f"the form refused {sorted(answers)}: {answered['errors']}")
    return answered


async def _visit(page: str) -> None:
    """Let a page of the brand send a browser back to Home Assistant."""
    async with aiohttp.ClientSession() as browser, browser.get(page) as response:
        if not response.ok:
            raise DemoError(f"the sign-in page ended with {response.status}")
