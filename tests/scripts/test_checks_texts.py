"""The offline checker on actions, icons and texts: each rule is broken once."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.scripts.workbench import COMPONENT, Workbench

type Content = dict[str, Any]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("text:", "txet:", "at 'add_code.fields.name"),
        ("  fields:\n    name", "  fields: 1\n  x:\n    name", "at 'add_code.fields'"),
        ("add_code:\n", "add_code:\n  name: Add\n", "key 'name' does not belong here"),
        ("required:", "needed:", "key 'needed' does not belong here"),
        ("    name:\n", "    title:\n", "field 'title' has no name in English"),
        ("    name:\n", "    title:\n", "field 'name' has texts but is not defined"),
        ("    more:\n", "    less:\n", "section 'less' has no name in English"),
        ("[mon]", "[mon, tue]", "option 'tue' of 'day' has no English text"),
        ("add_code:", "new_code:", "action 'new_code' has no description in English"),
        ("add_code:", "new_code:", "action 'add_code' has texts but is not defined"),
    ],
)
def test_services(bench: Workbench, old: str, new: str, message: str) -> None:
    """Core's schema, and a text for everything that the form shows."""
    bench.replace(f"{COMPONENT}/services.yaml", old, new)
    assert bench.says(f"{COMPONENT}/services.yaml", message)


def test_each_action_is_documented(bench: Workbench) -> None:
    """A reader finds every action in the README or the page of actions."""
    bench.write("README.md", "Nothing.")
    expected = "docs/actions.md: does not document the action 'add_code'"
    assert expected in bench.findings()
    bench.write("docs/actions.md", "Call `cloud_locks.add_code`.")
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda i: i.update(states={}), "section 'states' is unknown"),
        (lambda i: _battery(i).update(default="hass:lock"), "of the collection mdi"),
        (lambda i: _battery(i).update(default="mdi:nope"), "no icon 'mdi:nope'"),
        (lambda i: _battery(i).update(default="mdi:battery-10"), "same as the default"),
        (
            lambda i: _battery(i).update(state_attributes={"a": _same_twice()}),
            "state_attributes.a.state.on: the same as the default",
        ),
        (
            lambda i: i["entity"]["sensor"].update(
                rain={"default": "mdi:weather-rainy"}
            ),
            "entity.sensor.rain: no such entity in English",
        ),
        (lambda i: i.pop("services"), "action 'add_code' has no icon"),
        (
            lambda i: i["services"].update(gone={"service": "mdi:key"}),
            "services.gone: there is no such action",
        ),
    ],
)
def test_icons(
    bench: Workbench, change: Callable[[Content], object], message: str
) -> None:
    """A misspelt icon shows nothing, and no test of Home Assistant's notices."""
    bench.edit("icons.json", change)
    assert bench.says(f"{COMPONENT}/icons.json", message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.update(configs={}), "section 'configs' is unknown"),
        (lambda t: t.pop("issues"), "issues.gone.title is missing"),
        (lambda t: t["issues"].update(new={"title": "N"}), "is not in English"),
        (lambda t: _issue(t, "see https://example.com"), "holds an address"),
        (lambda t: _issue(t, "very <b>much</b>"), "holds markup"),
        (lambda t: _issue(t, "[%key:common::x%]"), "refers to another text"),
        (lambda t: _issue(t, "the '{x}'"), "quotes a placeholder"),
        (lambda t: _issue(t, "gone "), "starts or ends with a space"),
        (lambda t: _issue(t, ""), "issues.gone.title is empty"),
        (lambda t: _issue(t, "{one"), "has braces that do not match"),
        (lambda t: _issue(t, "{one}"), "placeholder 'one' is not in both"),
        (lambda t: _message(t, "Too late."), "placeholder 'name' is not in both"),
        (
            lambda t: _user_step(t)["data_description"].clear(),
            "config.step.user.data.brand has no data_description",
        ),
        (
            lambda t: _user_step(t)["data_description"].update(key="?"),
            "config.step.user.data_description.key explains no field",
        ),
        (
            lambda t: _user_step(t).update(sections={"more": {"data": {"key": "K"}}}),
            "config.step.user.sections.more.data.key has no data_description",
        ),
        (
            lambda t: t.update(config_subentries={"guest": {"entry_type": "Guest"}}),
            "config_subentries.guest.initiate_flow is missing",
        ),
    ],
)
def test_translations(
    bench: Workbench, change: Callable[[Content], object], message: str
) -> None:
    """A language says the same as English, cleanly."""
    bench.edit("translations/de.json", change)
    assert bench.says(f"{COMPONENT}/translations/de.json", message)


def test_strings_json_is_for_core(bench: Workbench) -> None:
    """Custom integrations with it show raw keys."""
    bench.write(bench.component("strings.json"), "{}")
    assert bench.says(f"{COMPONENT}/strings.json", "is for core only")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('HomeAssistantError(translation_key="none")', "not in English exceptions"),
        ('async_create_issue(translation_key="none")', "not in English issues"),
        ('SelectSelectorConfig(translation_key="none")', "not in English selector"),
        (
            'SensorEntityDescription(translation_key="none")',
            "not in English entity.sensor",
        ),
        ('anything(translation_key="none")', "translation key 'none' is not in"),
        ('_attr_translation_key = "none"', "not in English entity.sensor"),
        ('self._attr_translation_key: str = "none"', "not in English entity.sensor"),
        ('self.async_show_form(step_id="none")', "step 'none' is not in English"),
        ('self.async_show_menu(step_id="none")', "step 'none' is not in English"),
        ('self.async_abort(reason="none")', "abort 'none' is not in English"),
        (
            'ConfigEntryNotReady(translation_key="too_late")',
            "'too_late' is raised without the placeholder 'name'",
        ),
    ],
)
def test_references(bench: Workbench, line: str, message: str) -> None:
    """Each key that the code names has an English text, gaps included."""
    bench.write(bench.component("sensor.py"), line)
    assert bench.says(f"{COMPONENT}/sensor.py:1", message)


@pytest.mark.parametrize(
    "line",
    [
        'anything(translation_key="battery")',
        'anything(translation_key="day")',
        'HomeAssistantError(translation_key="too_late", translation_placeholders=p)',
        "HomeAssistantError(translation_key=key)",
        'self._attr_name: str | None = "none"',
    ],
)
def test_references_that_are_fine(bench: Workbench, line: str) -> None:
    """What cannot be told from the code alone is left to other tests."""
    bench.write(bench.component("sensor.py"), line)
    assert bench.findings() == []


@pytest.mark.parametrize("file", ["repairs.py", "repairs/codes.py"])
@pytest.mark.parametrize(
    ("step", "message"),
    [("init", None), ("user", "step 'user' is not in English")],
)
def test_flows_of_repairs(
    bench: Workbench, file: str, step: str, message: str | None
) -> None:
    """Their texts lie by the issue; those of other flows are not shown there."""
    for language in ("en", "de"):
        bench.edit(f"translations/{language}.json", _fixable)
    bench.write(bench.component(file), f'self.async_show_menu(step_id="{step}")')
    found = bench.findings()
    assert found == ([f"{COMPONENT}/{file}:1: {message}"] if message else [])


def test_fields_of_repairs_are_explained(bench: Workbench) -> None:
    """As in any other form."""
    bench.edit("translations/en.json", _fixable)
    bench.edit("translations/en.json", _field_without_help)
    where = f"{COMPONENT}/translations/en.json"
    assert bench.says(where, "issues.gone.fix_flow.step.init.data.code has no")


def test_entity_keys_of_shared_files(bench: Workbench) -> None:
    """Outside a platform file, a key may belong to any platform."""
    line = 'EntityDescription(translation_key="battery")'
    bench.write(bench.component("entity.py"), line)
    assert bench.findings() == []


def _battery(icons: Content) -> Content:
    battery: Content = icons["entity"]["sensor"]["battery"]
    return battery


def _same_twice() -> Content:
    return {"default": "mdi:key", "state": {"on": "mdi:key"}}


def _fixable(texts: Content) -> None:
    texts["issues"]["gone"]["fix_flow"] = {"step": {"init": {"title": "Gone"}}}


def _field_without_help(texts: Content) -> None:
    texts["issues"]["gone"]["fix_flow"]["step"]["init"]["data"] = {"code": "Code"}


def _issue(texts: Content, title: str) -> None:
    texts["issues"]["gone"]["title"] = title


def _message(texts: Content, text: str) -> None:
    texts["exceptions"]["too_late"]["message"] = text


def _user_step(texts: Content) -> Content:
    step: Content = texts["config"]["step"]["user"]
    return step
