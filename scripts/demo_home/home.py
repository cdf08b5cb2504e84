"""A new Home Assistant folder that starts onboarded, signed in, and on loopback only.

Identifiers and the signing key are made at each start: nothing here is a credential
that another machine could know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import secrets
import shutil
from typing import Any, Protocol

import jwt

_CONFIG = Path(__file__).parent / "config"
_LIFETIME = timedelta(days=30)


class Addresses(Protocol):
    """Where the simulated clouds are."""

    @property
    def origins(self) -> Mapping[str, str]:
        """Return the loopback origin of each real origin."""

    @property
    def control_url(self) -> str:
        """Return the base of the routes that make things happen."""


@dataclass(frozen=True, slots=True)
class Home:
    """One configuration folder, and the way in for scripts."""

    folder: Path
    port: int
    token: str

    @property
    def url(self) -> str:
        """Address of the user interface."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Everything Home Assistant says."""
        return self.folder / "hass.log"


def make_home(folder: Path, port: int, simulation: Addresses, components: Path) -> Home:
    """Replace the folder by that of a home that has never been started."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_CONFIG, folder)
    # JSON is YAML, too.
    _write(folder / "origins.yaml", dict(simulation.origins))
    _write(folder / "simulator.yaml", _simulator(simulation.control_url))
    (folder / "custom_components").symlink_to(components, target_is_directory=True)
    storage = folder / ".storage"
    storage.mkdir()
    access = _Access.new()
    for key, version, data in (
        ("auth", (1, 1), access.storage()),
        ("core.analytics", (1, 1), _analytics()),
        ("http", (2, 2), _http(port)),
        ("onboarding", (4, 1), _onboarding()),
    ):
        _seed(storage / key, version, data)
    return Home(folder, port, access.token())


def _simulator(control_url: str) -> dict[str, Any]:
    """Return the commands by which scripts of the demo make things happen."""
    command = {
        "url": f"{control_url}/{{{{ operation }}}}",
        "method": "post",
        "content_type": "application/json",
        "payload": "{{ arguments | to_json }}",
    }
    return {"simulator": command}


def _seed(path: Path, version: tuple[int, int], data: dict[str, Any]) -> None:
    major, minor = version
    content = {"version": major, "minor_version": minor, "key": path.name, "data": data}
    _write(path, content)
    path.chmod(0o600)


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Access:
    """The demo's only user and a long-lived token of theirs."""

    user_id: str
    token_id: str
    key: str

    @classmethod
    def new(cls) -> _Access:
        return cls(*(secrets.token_hex(size) for size in (16, 16, 64)))

    def token(self) -> str:
        now = datetime.now(UTC)
        claims = {"iss": self.token_id, "iat": now, "exp": now + _LIFETIME}
        return jwt.encode(claims, self.key, algorithm="HS256")

    def storage(self) -> dict[str, Any]:
        groups = ("system-admin", "system-users", "system-read-only")
        return {
            "users": [self._user()],
            "groups": [{"id": group, "name": group} for group in groups],
            # The only user that is not the system's: trusted networks then ask nothing.
            "credentials": [self._credential()],
            "refresh_tokens": [self._refresh_token()],
        }

    def _user(self) -> dict[str, Any]:
        return {
            "id": self.user_id,
            "group_ids": ["system-admin"],
            "is_owner": True,
            "is_active": True,
            "name": "Demo",
            "system_generated": False,
            "local_only": False,
        }

    def _credential(self) -> dict[str, Any]:
        return {
            "id": secrets.token_hex(16),
            "user_id": self.user_id,
            "auth_provider_type": "trusted_networks",
            "auth_provider_id": None,
            "data": {"user_id": self.user_id},
        }

    def _refresh_token(self) -> dict[str, Any]:
        return {
            "id": self.token_id,
            "user_id": self.user_id,
            "client_id": None,
            "client_name": "Demo script",
            "client_icon": None,
            "token_type": "long_lived_access_token",
            "created_at": datetime.now(UTC).isoformat(),
            "access_token_expiration": _LIFETIME.total_seconds(),
            "token": secrets.token_hex(64),
            "jwt_key": self.key,
            "last_used_at": None,
            "last_used_ip": None,
            "expire_at": None,
            "credential_id": None,
            "version": None,
        }


def _analytics() -> dict[str, Any]:
    return {"onboarded": True, "preferences": {}, "uuid": None}


def _onboarding() -> dict[str, Any]:
    return {"done": ["user", "core_config", "analytics", "integration"]}


def _http(port: int) -> dict[str, Any]:
    """Serve loopback only; the same in YAML would be taken back after five minutes."""
    stable = {
        "server_host": ["127.0.0.1"],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": datetime.now(UTC).isoformat(),
        "error": None,
        "error_message": None,
    }
    return {"stable": stable, "pending": None, "yaml_migration_done": True}
