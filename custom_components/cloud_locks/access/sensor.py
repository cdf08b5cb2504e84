"""How many people have access at present."""

from typing import override

from homeassistant.components.sensor import (
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.util import dt as dt_util

from ..model.schedule import SchedulePhase
from .entity import FollowingEntity
from .grant import Grant, Phase

PEOPLE = SensorEntityDescription(
    key="people_with_access",
    translation_key="people_with_access",
    state_class=SensorStateClass.MEASUREMENT,
)


class PeopleSensor(FollowingEntity, SensorEntity):
    """Counts people whose access has begun, is not over and not paused.

    At some hours of a day or week they may stand before a closed door all the same.
    """

    entity_id = "sensor.people_with_access"

    @property
    @override
    def native_value(self) -> int:
        people = {
            grant.person or grant.id
            for grant in self.keeper.grants.values()
            if _has_access(grant)
        }
        return len(people)


def _has_access(grant: Grant) -> bool:
    now = dt_util.utcnow()
    return grant.phase is Phase.GRANTED and any(
        not (door.leaving or door.spent)
        and door.schedule.phase(now) is SchedulePhase.ACTIVE
        for door in grant.doors
    )
