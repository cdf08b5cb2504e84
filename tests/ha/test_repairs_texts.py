"""The texts of repairs, and what goes over the wire to the frontend."""

import ast
from http import HTTPStatus
from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.issues import IssueKind
from custom_components.cloud_locks.model.areas import Area
from custom_components.cloud_locks.model.errors import OutcomeUnknown

from .codes import MINUTE, PIN, Codes, draft
from .repairing import only_issue
from .test_translations import FOLDER, LANGUAGES, load

FLOWS = FOLDER.parent / "repairs"
URL = "/api/repairs/issues/fix"


def named() -> set[str]:
    """Return every text that stands in the code of the flows."""
    return {
        str(node.value)
        for path in FLOWS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_issue_has_its_texts(language: str) -> None:
    """And there are no others; each flow begins with a choice, and says how it ends."""
    issues = load(language)["issues"]
    assert issues.keys() == set(IssueKind)
    for kind, texts in issues.items():
        flow = texts["fix_flow"]
        first = flow["step"]["init"]
        assert texts["title"], kind
        assert {"title", "description", "menu_options"} <= first.keys(), kind
        assert "leave" in first["menu_options"], kind
        loaded = "access" if kind.startswith("access") else "account"
        assert {f"{loaded}_not_loaded", "left"} <= flow["abort"].keys(), kind
        for step in flow["step"].values():
            fields = step.get("data", {}).keys()
            assert fields == step.get("data_description", {}).keys(), kind


def test_every_text_belongs_to_a_step() -> None:
    """Steps, ends and errors are named by some line of code."""
    for kind, texts in load("en")["issues"].items():
        flow = texts["fix_flow"]
        keys = {*flow["step"], *flow["abort"], *flow.get("error", ())}
        keys |= {*flow.get("create_entry", ()), *flow["step"]["init"]["menu_options"]}
        assert keys <= named(), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_area_has_its_sentence(language: str) -> None:
    """What the cloud refuses."""
    common = load(language)["common"]
    assert {f"refused_{area}" for area in Area} <= common.keys()


@pytest.fixture
async def doubt(codes: Codes) -> Codes:
    """Let two codes fit a write whose answer was lost."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    for _ in range(2):
        codes.cloud.add_code("front", "Anna", PIN)
    await codes.live(2 * MINUTE)
    return codes


@pytest.mark.usefixtures("clock", "at_once")
async def test_over_the_wire(
    hass: HomeAssistant, doubt: Codes, hass_client: ClientSessionGenerator
) -> None:
    """As the frontend does it: a menu, a form, the end. No digits on the way."""
    assert await async_setup_component(hass, REPAIRS, {})
    client = await hass_client()
    issue = only_issue(hass, "code_two_candidates")
    about = {"handler": DOMAIN, "issue_id": issue.issue_id}
    menu: dict[str, Any] = await (await client.post(URL, json=about)).json()
    assert (menu["type"], menu["step_id"]) == ("menu", "init")
    flow = f"{URL}/{menu['flow_id']}"
    asked = await client.post(flow, json={"next_step_id": "choose"})
    text = await asked.text()
    assert PIN not in text
    form: dict[str, Any] = await asked.json()
    (field,) = form["data_schema"]
    (first, _) = field["selector"]["select"]["options"]
    done = await client.post(flow, json={"code": first["value"]})
    assert (await done.json())["type"] == "create_entry"
    assert doubt.problems() == []


@pytest.mark.usefixtures("clock", "at_once")
async def test_only_an_administrator_may(
    hass: HomeAssistant,
    doubt: Codes,
    hass_client: ClientSessionGenerator,
    hass_admin_user: MockUser,
) -> None:
    """Others do not even see the choices, which tell names."""
    assert await async_setup_component(hass, REPAIRS, {})
    hass_admin_user.groups = []
    client = await hass_client()
    issue = only_issue(hass, "code_two_candidates")
    about = {"handler": DOMAIN, "issue_id": issue.issue_id}
    answer = await client.post(URL, json=about)
    assert answer.status == HTTPStatus.UNAUTHORIZED
