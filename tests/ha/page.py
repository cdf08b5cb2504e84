"""A brand's sign-in page and its token server, and going there as a person does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from yarl import URL

from tests.vendors.raw_server import Asked, Reply, answer

type Json = dict[str, Any]

TYPED = {"client_id": "me", "client_secret": "hush-secret", "api_key": "hush-key"}


@dataclass(slots=True)
class TokenServer:
    """Grants the backend's key; each refresh token works once."""

    access: str = "good-key"
    lives: int = 3600
    asked: list[dict[str, str]] = field(default_factory=list)
    says: Reply = None
    """What it says instead of granting; None: nothing of the kind."""
    _granted: int = 0

    def __call__(self, asked: Asked) -> Reply:
        """Return what to send."""
        fields = {
            key: values[0] for key, values in parse_qs(asked.body.decode()).items()
        }
        self.asked.append(fields)
        if self.says is not None:
            return self.says
        if fields["grant_type"] == "refresh_token":
            if fields["refresh_token"] != f"refresh-{self._granted}":
                return answer(400, {"error": "invalid_grant"})
        elif fields["code"] != "right-code":
            return answer(400, {"error": "invalid_grant"})
        self._granted += 1
        tokens = {
            "access_token": self.access,
            "refresh_token": f"refresh-{self._granted}",
            "expires_in": self.lives,
        }
        return answer(200, tokens, headers={"Content-Type": "application/json"})


def query_of(page: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what a person is sent to a page with."""
    assert page["type"] is FlowResultType.EXTERNAL_STEP
    return URL(page["url"]).query


async def come_back(
    hass: HomeAssistant, page: Mapping[str, Any], **brings: str
) -> Json:
    """Come back from a page as Home Assistant's own view passes it on."""
    state = {"redirect_uri": query_of(page)["redirect_uri"]}
    flow, flow_id = hass.config_entries.flow, page["flow_id"]
    done = await flow.async_configure(flow_id, {"state": state, **brings})
    assert done["type"] is FlowResultType.EXTERNAL_STEP_DONE
    result: Any = await flow.async_configure(flow_id)
    await hass.async_block_till_done()
    return dict(result)
