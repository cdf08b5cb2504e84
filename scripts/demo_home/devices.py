"""What the integration made of the account: devices and their entities."""

from collections import defaultdict
from dataclasses import dataclass, field

from .api import Api, DemoError

_DOMAIN = "cloud_locks"


@dataclass(frozen=True, slots=True)
class Device:
    """A device and its enabled entities, entity ids by `<platform>.<key>`."""

    name: str
    entities: dict[str, str] = field(default_factory=dict)
    id: str = ""

    def entity(self, platform: str, key: str) -> str:
        """Entity id of a key that must be there."""
        try:
            return self.entities[f"{platform}.{key}"]
        except KeyError:
            raise DemoError(f"{self.name} has no {platform} {key!r}") from None

    @property
    def is_lock(self) -> bool:
        """Whether it can be locked, unlike gateways and accounts."""
        return "lock.lock" in self.entities


async def devices(api: Api) -> list[Device]:
    """Every device of the integration, by name."""
    names = {
        row["id"]: row["name_by_user"] or row["name"]
        for row in await api.command("config/device_registry/list")
    }
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in await api.command("config/entity_registry/list"):
        if row["platform"] == _DOMAIN and row["device_id"] and not row["disabled_by"]:
            platform = row["entity_id"].split(".")[0]
            # Unique ids end with the entity's key; that of an entity is ours, its
            # entity id is the user's.
            key = row["unique_id"].rsplit(":", 1)[-1]
            found[row["device_id"]][f"{platform}.{key}"] = row["entity_id"]
    listed = (
        Device(names[device_id], keys, device_id) for device_id, keys in found.items()
    )
    return sorted(listed, key=lambda device: device.name)
