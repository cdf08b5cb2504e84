"""The demo's home: what it starts from, and the dashboard made of what is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
from pathlib import Path
import socket
from typing import Any

from homeassistant.util.yaml import load_yaml_dict
import jwt
import pytest

from scripts.demo_home.api import DemoError, wait_until
from scripts.demo_home.check import next_thursday
from scripts.demo_home.dashboard import view
from scripts.demo_home.devices import Device
from scripts.demo_home.home import Home, make_home
from scripts.demo_home.process import free_port


@dataclass(frozen=True)
class _Simulation:
    """Addresses of a simulation that does not run."""

    origins: Mapping[str, str] = field(
        default_factory=lambda: {"https://api.example.com": "http://127.0.0.1:1"}
    )
    control_url: str = "http://127.0.0.1:2/_sim"


_SIMULATION = _Simulation()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home on disk that nothing has started yet."""
    components = tmp_path / "custom_components"
    components.mkdir()
    return make_home(tmp_path / "home", 8123, _SIMULATION, components)


def _stored(home: Home, key: str) -> dict[str, Any]:
    content = json.loads((home.folder / ".storage" / key).read_text())
    data: dict[str, Any] = content["data"]
    return data


def test_configuration_redirects_the_clouds(home: Home) -> None:
    """The integration talks to the simulators, and to nobody else."""
    configuration = load_yaml_dict(str(home.folder / "configuration.yaml"))
    assert configuration["cloud_locks"] == {"origins": _SIMULATION.origins}
    url = configuration["rest_command"]["simulator"]["url"]
    assert url == "http://127.0.0.1:2/_sim/{{ operation }}"
    # A section `http` would be taken back, with a restart, after five minutes.
    assert "http" not in configuration
    assert "default_config" not in configuration


def test_only_loopback_is_served(home: Home) -> None:
    """Whoever reaches it is let in without a question."""
    stable = _stored(home, "http")["stable"]
    assert (stable["server_host"], stable["server_port"]) == (["127.0.0.1"], 8123)


def test_token_fits_the_stored_key(home: Home) -> None:
    """Scripts sign in as the only user."""
    stored = _stored(home, "auth")
    (token,) = stored["refresh_tokens"]
    claims = jwt.decode(home.token, token["jwt_key"], algorithms=["HS256"])
    assert claims["iss"] == token["id"]
    assert token["user_id"] == stored["users"][0]["id"]


def test_every_home_has_keys_of_its_own(home: Home) -> None:
    """No credential is known before the start; a second start forgets the first."""
    again = make_home(home.folder, 8123, _SIMULATION, home.folder.parent)
    assert again.token != home.token
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(
            home.token,
            _stored(again, "auth")["refresh_tokens"][0]["jwt_key"],
            algorithms=["HS256"],
        )


def test_secrets_are_for_the_owner_only(home: Home) -> None:
    """Other users of the machine cannot read the key."""
    assert (home.folder / ".storage" / "auth").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("socket_enabled")
def test_a_taken_port_is_replaced() -> None:
    """A Home Assistant that runs already keeps its port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert free_port(taken) != taken
    assert free_port(taken) == taken


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 21, 12, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)),
        # On a Thursday it is the next one: ten o'clock may be over.
        (datetime(2026, 11, 26, 8, tzinfo=UTC), datetime(2026, 12, 3, 9, tzinfo=UTC)),
        # At the door it is Thursday already.
        (datetime(2026, 11, 25, 23, tzinfo=UTC), datetime(2026, 12, 3, 9, tzinfo=UTC)),
        # The clocks have changed by then.
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 29, 9, tzinfo=UTC)),
    ],
)
def test_next_thursday(now: datetime, expected: datetime) -> None:
    """Ten o'clock at the door, told in UTC."""
    assert next_thursday(now) == expected


async def test_waiting_tells_what_was_seen_last() -> None:
    """A failed check says more than that time is up."""

    async def read() -> str:
        return "red"

    with pytest.raises(DemoError, match=r"no green door .*; last seen: red"):
        await wait_until(read, lambda color: color == "green", "green door", 0)


def test_dashboard_shows_our_cards() -> None:
    """Some of the locks, and what happens at all of them."""
    locks = [Device(f"{n}", {"lock.lock": f"lock.door_{n}"}) for n in range(12)]
    doors, activity, _ = view(locks)["sections"]
    entities = [lock.entities["lock.lock"] for lock in locks]
    assert [card["entity"] for card in doors["cards"][1:]] == entities[:4]
    assert activity["cards"][1]["entities"] == entities


def test_a_missing_entity_is_told_by_name() -> None:
    """The reader learns which door lacks what."""
    with pytest.raises(DemoError, match="Shed has no event 'access'"):
        Device("Shed").entity("event", "access")
