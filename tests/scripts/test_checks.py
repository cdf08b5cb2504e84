"""Every rule of the offline checker fails a repository that breaks it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.scripts.workbench import COMPONENT, Workbench, png

type Content = dict[str, Any]


def test_a_healthy_repository_has_no_findings(bench: Workbench) -> None:
    """What the checker accepts, so that each other test breaks one thing only."""
    assert bench.findings() == []


@pytest.mark.parametrize(
    "file",
    [
        f"{COMPONENT}/manifest.json",
        f"{COMPONENT}/services.yaml",
        f"{COMPONENT}/icons.json",
        f"{COMPONENT}/translations/en.json",
        f"{COMPONENT}/quality_scale.yaml",
        f"{COMPONENT}/brand/icon.png",
        f"{COMPONENT}/brand/dark_logo@2x.png",
        "hacs.json",
        "README.md",
    ],
)
def test_a_missing_file_is_a_finding(bench: Workbench, file: str) -> None:
    """A file that nobody has written yet does not end the checker."""
    (bench.root / file).unlink()
    assert f"{file}: is missing" in bench.findings()


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("manifest.json", "{", "is not JSON"),
        ("manifest.json", "[]", "does not hold keys and values"),
        ("manifest.json", b"\xff", "is not UTF-8"),
        ("services.yaml", "a: [", "is not YAML"),
        ("translations/de.json", "{", "is not JSON"),
        ("sensor.py", "def", "is not Python"),
        ("brand/icon.png", b"GIF89a", "is no PNG"),
    ],
)
def test_a_broken_file_is_a_finding(
    bench: Workbench, file: str, content: str | bytes, message: str
) -> None:
    """Half a file does not end the checker either."""
    bench.write(bench.component(file), content)
    assert any(f"{file}: {message}" in finding for finding in bench.findings())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.pop("iot_class"), "key 'iot_class' is missing"),
        (lambda m: m.update(categories=[]), "key 'categories' is unknown"),
        (lambda m: m.update(name=m.pop("name")), "keys are not in order"),
        (lambda m: m.update(domain="other"), "is not the folder's name"),
        (lambda m: m.update(domain="tedee"), "would replace a core integration"),
        (lambda m: m.update(integration_type="cloud"), "integration_type 'cloud' is"),
        (lambda m: m.update(iot_class="cloud"), "iot_class 'cloud' is none of"),
        (lambda m: m.update(quality_scale="best"), "quality_scale 'best' is none of"),
        (lambda m: m.update(documentation="http://x.org"), "is not an https address"),
        (
            lambda m: m.update(documentation="https://www.home-assistant.io/x"),
            "points to Home Assistant's own pages",
        ),
        (lambda m: m.update(codeowners=["someone"]), "does not start with @"),
        (lambda m: m.update(version="one"), "follows no known scheme"),
        (lambda m: m.update(version="0.2.0"), "is not pyproject.toml's '0.1.0'"),
        (lambda m: m.update(requirements=["a b"]), "requirement 'a b' cannot be read"),
        (lambda m: m.update(config_flow=False), "config_flow does not say"),
        (lambda m: m.pop("dependencies"), "uses the integration 'webhook'"),
    ],
)
def test_manifest(
    bench: Workbench, change: Callable[[Content], object], message: str
) -> None:
    """The loader, HACS and the brands site each read the manifest."""
    bench.edit("manifest.json", change)
    assert _one(bench, f"{COMPONENT}/manifest.json", message)


@pytest.mark.parametrize(
    "statement",
    [
        "import homeassistant.components.http",
        "from homeassistant.components.http import x",
        "from homeassistant.components import http",
    ],
)
def test_manifest_names_what_is_imported(bench: Workbench, statement: str) -> None:
    """Every way to import an integration counts."""
    bench.write(bench.component("api.py"), statement)
    assert _one(bench, f"{COMPONENT}/manifest.json", "uses the integration 'http'")


def test_manifest_needs_no_platforms_and_no_own_files(bench: Workbench) -> None:
    """Base platforms always load; a diagnostics.py is loaded by diagnostics."""
    statement = "from homeassistant.components import diagnostics, lock\n"
    bench.write(bench.component("diagnostics.py"), statement)
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "key 'name' is missing"),
        ('{"name": "x", "iot_class": "y"}', "key 'iot_class' is unknown"),
        ('{"name": 1}', "name is no str"),
        ('{"name": "x", "zip_release": true}', "zip_release needs a filename"),
    ],
)
def test_hacs(bench: Workbench, content: str, message: str) -> None:
    """HACS refuses what it does not know."""
    bench.write("hacs.json", content)
    assert _one(bench, "hacs.json", message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("text:", "txet:", "at 'add_code.fields.name"),
        ("  fields:\n    name", "  fields: 1\n  x:\n    name", "at 'add_code.fields'"),
        ("add_code:\n", "add_code:\n  name: Add\n", "key 'name' does not belong here"),
        ("required:", "requird:", "key 'requird' does not belong here"),
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
    assert _one(bench, f"{COMPONENT}/services.yaml", message)


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
    assert _one(bench, f"{COMPONENT}/icons.json", message)


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
    assert _one(bench, f"{COMPONENT}/translations/de.json", message)


def test_strings_json_is_for_core(bench: Workbench) -> None:
    """Custom integrations with it show raw keys."""
    bench.write(bench.component("strings.json"), "{}")
    assert _one(bench, f"{COMPONENT}/strings.json", "is for core only")


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
    assert _one(bench, f"{COMPONENT}/sensor.py:1", message)


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


def test_entity_keys_of_shared_files(bench: Workbench) -> None:
    """Outside a platform file, a key may belong to any platform."""
    line = 'EntityDescription(translation_key="battery")'
    bench.write(bench.component("entity.py"), line)
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  devices: done\n", "", "rule 'devices' is missing"),
        ("  devices: done\n", "  device: done\n", "rule 'device' is unknown"),
        ("devices: done", "devices: almost", "rule 'devices' is none of"),
        (
            "devices: done",
            "devices: {status: exempt}",
            "rule 'devices' is exempt without a comment",
        ),
        ("brands: done", "brands: todo", "the manifest claims bronze"),
    ],
)
def test_quality_scale(bench: Workbench, old: str, new: str, message: str) -> None:
    """All 54 rules are answered, and the tier is not claimed too early."""
    bench.replace(f"{COMPONENT}/quality_scale.yaml", old, new)
    assert _one(bench, f"{COMPONENT}/quality_scale.yaml", message)


def test_quality_scale_without_a_claim(bench: Workbench) -> None:
    """An integration that claims no tier may have open rules."""
    bench.edit("manifest.json", lambda manifest: manifest.pop("quality_scale"))
    file = f"{COMPONENT}/quality_scale.yaml"
    bench.replace(file, "brands: done", "brands: todo")
    assert bench.findings() == []


@pytest.mark.parametrize(
    ("file", "size", "message"),
    [
        ("icon.png", (256, 255), "is 256x255, not 256x256"),
        ("dark_icon@2x.png", (256, 256), "is 256x256, not 512x512"),
        ("logo.png", (500, 100), "its short side is out of range"),
        ("logo@2x.png", (900, 600), "its short side is out of range"),
        ("dark_logo.png", (160, 640), "a logo is wider than high"),
    ],
)
def test_brand(
    bench: Workbench, file: str, size: tuple[int, int], message: str
) -> None:
    """Home Assistant scales no pictures for us."""
    bench.write(bench.component(f"brand/{file}"), png(*size))
    assert _one(bench, f"{COMPONENT}/brand/{file}", message)


@pytest.mark.parametrize(
    ("trace", "message"),
    [
        ("https://pypi:org/simple".replace(":o", ".o"), "names the package registry"),
        ("see :root:notes.md".replace(":", "/"), "names a folder of one machine"),
        ("path=:home:me:x".replace(":", "/"), "names a folder of one machine"),
    ],
)
def test_hygiene(bench: Workbench, trace: str, message: str) -> None:
    """Traces of one machine are found with their line."""
    bench.write("docs/notes.md", f"fine\n{trace}\n")
    assert _one(bench, "docs/notes.md:2", message)


@pytest.mark.parametrize(
    "text", ["docs/work/x", "https://example.com/root/x", "{folder}/home/me/x"]
)
def test_hygiene_of_harmless_paths(bench: Workbench, text: str) -> None:
    """Only absolute paths tell of a machine."""
    bench.write("docs/notes.md", text)
    assert bench.findings() == []


def test_hygiene_skips_pictures(bench: Workbench) -> None:
    """Bytes of a picture may look like anything."""
    path = b":root:x".replace(b":", b"/")
    bench.write("docs/picture.png", b"\0" + path)
    assert bench.findings() == []


def _one(bench: Workbench, file: str, message: str) -> bool:
    """Tell whether a finding of that file says so."""
    return any(
        finding.startswith(f"{file}: ") and message in finding
        for finding in bench.findings()
    )


def _battery(icons: Content) -> Content:
    battery: Content = icons["entity"]["sensor"]["battery"]
    return battery


def _same_twice() -> Content:
    return {"default": "mdi:key", "state": {"on": "mdi:key"}}


def _issue(texts: Content, title: str) -> None:
    texts["issues"]["gone"]["title"] = title


def _message(texts: Content, text: str) -> None:
    texts["exceptions"]["too_late"]["message"] = text


def _user_step(texts: Content) -> Content:
    step: Content = texts["config"]["step"]["user"]
    return step
