"""A small repository in which the checker finds nothing; each test breaks one thing."""

from collections.abc import Callable
import json
from pathlib import Path
import struct
from typing import Any

from scripts.checks import Finding, Repository, findings
from scripts.checks.quality_scale import RULES

COMPONENT = "custom_components/cloud_locks"

_MANIFEST: dict[str, Any] = {
    "domain": "cloud_locks",
    "name": "Cloud Locks",
    "codeowners": ["@someone"],
    "config_flow": True,
    "dependencies": ["webhook"],
    "documentation": "https://example.com/docs",
    "integration_type": "hub",
    "iot_class": "cloud_polling",
    "issue_tracker": "https://example.com/issues",
    "quality_scale": "bronze",
    "requirements": ["example>=1.0"],
    "version": "0.1.0",
}
_ENGLISH: dict[str, Any] = {
    "config": {
        "step": {
            "user": {
                "data": {"brand": "App"},
                "data_description": {"brand": "The app that opens the lock."},
            }
        },
        "abort": {"no_devices": "Nothing there."},
    },
    "entity": {"sensor": {"battery": {"name": "Battery"}}},
    "exceptions": {"too_late": {"message": "{name} came too late."}},
    "issues": {"gone": {"title": "Gone", "description": "It is gone."}},
    "selector": {"day": {"options": {"mon": "Monday"}}},
    "services": {
        "add_code": {
            "name": "Add code",
            "description": "Adds a code.",
            "sections": {"more": {"name": "More"}},
            "fields": {
                "name": {"name": "Name", "description": "Its name."},
                "day": {"name": "Day", "description": "When it works."},
            },
        }
    },
}
_SERVICES = """\
add_code:
  target:
    entity:
      domain: lock
  fields:
    name:
      required: true
      selector:
        text:
    more:
      fields:
        day:
          selector:
            select:
              translation_key: day
              options: [mon]
"""
_ICONS: dict[str, Any] = {
    "entity": {
        "sensor": {
            "battery": {"default": "mdi:battery", "state": {"0": "mdi:battery-10"}}
        }
    },
    "services": {"add_code": {"service": "mdi:key-plus"}},
}
_CONFIG_FLOW = """\
from homeassistant.components import webhook

def show(flow):
    flow.async_abort(reason="no_devices")
    return flow.async_show_form(step_id="user")
"""
_SENSOR = """\
from homeassistant.components.sensor import SensorEntityDescription

BATTERY = SensorEntityDescription(key="battery", translation_key="battery")

def fail(name):
    raise HomeAssistantError(
        translation_key="too_late", translation_placeholders={"name": name}
    )
"""


def png(width: int, height: int) -> bytes:
    """Return the beginning of a PNG of that size."""
    header = struct.pack(">I4sII", 13, b"IHDR", width, height)
    return b"\x89PNG\r\n\x1a\n" + header


class Workbench:
    """A repository in a temporary folder, and what the checker says of it."""

    def __init__(self, root: Path) -> None:
        """Start without files."""
        self.root = root

    def write(self, file: str, content: str | bytes) -> None:
        """Write a file; its folders make themselves."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def component(self, file: str) -> str:
        """Return the path of a file of the integration."""
        return f"{COMPONENT}/{file}"

    def edit(self, file: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a JSON file of the integration in place."""
        path = self.component(file)
        content = json.loads((self.root / path).read_text())
        change(content)
        self.write(path, json.dumps(content))

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a text file of the repository."""
        text = (self.root / file).read_text()
        assert old in text
        self.write(file, text.replace(old, new))

    def findings(self) -> list[str]:
        """Check the repository anew."""
        return [str(finding) for finding in self._findings()]

    def says(self, file: str, message: str) -> bool:
        """Tell whether a finding of that file holds the message."""
        return any(
            finding.startswith(f"{file}: ") and message in finding
            for finding in self.findings()
        )

    def _findings(self) -> list[Finding]:
        return list(findings(Repository(self.root)))


def healthy(root: Path) -> Workbench:
    """Return a repository in which nothing is wrong."""
    bench = Workbench(root)
    rules = [rule for tier in RULES.values() for rule in tier]
    for file, content in (
        ("manifest.json", json.dumps(_MANIFEST)),
        ("translations/en.json", json.dumps(_ENGLISH)),
        ("translations/de.json", json.dumps(_ENGLISH)),
        ("services.yaml", _SERVICES),
        ("icons.json", json.dumps(_ICONS)),
        ("quality_scale.yaml", "rules:\n" + "".join(f"  {r}: done\n" for r in rules)),
        ("config_flow.py", _CONFIG_FLOW),
        ("sensor.py", _SENSOR),
    ):
        bench.write(bench.component(file), content)
    for theme in ("", "dark_"):
        for scale, suffix in ((1, ""), (2, "@2x")):
            icon = bench.component(f"brand/{theme}icon{suffix}.png")
            logo = bench.component(f"brand/{theme}logo{suffix}.png")
            bench.write(icon, png(256 * scale, 256 * scale))
            bench.write(logo, png(640 * scale, 160 * scale))
    bench.write("hacs.json", json.dumps({"name": "Cloud Locks"}))
    bench.write("pyproject.toml", '[project]\nversion = "0.1.0"\n')
    bench.write("README.md", "Actions: `add_code`.\n")
    return bench
