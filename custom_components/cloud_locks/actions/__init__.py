"""The actions: what automations and people ask of codes and activity.

All need an administrator or somebody whom one chose, because codes open doors. They
resolve their target themselves, work at all locks at once and answer for each lock on
its own.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..const import DOMAIN
from ..permissions import for_managers
from . import (
    add,
    assign,
    change,
    clear,
    credentials,
    forget,
    grant,
    grant_change,
    grant_update,
    offline,
    passage,
    people,
    read,
    rename,
    send,
)
from .secrets import take_secrets_out

type Handler = Callable[
    [HomeAssistant, ServiceCall], Coroutine[Any, Any, ServiceResponse]
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action; its fields come besides the target, if it has one."""

    name: str
    handler: Handler
    fields: VolDictType = field(default_factory=dict)
    response: SupportsResponse = SupportsResponse.OPTIONAL
    target: bool = True
    """Whether it is about locks; else about what its fields name."""
    target_required: bool = True
    """Else one of its fields may name them instead; the handler looks."""

    @property
    def schema(self) -> Callable[[Any], Any]:
        """Return what reads the data of a call, secrets taken out."""
        if self.target and self.target_required:
            return cv.make_entity_service_schema(self.fields)
        if not self.target:
            return probatio.Schema(self.fields)
        # The frontend keeps notes of its own there, as in a target that is required.
        notes = {probatio.Remove("metadata"): dict}
        return probatio.Schema({**notes, **self.fields, **cv.ENTITY_SERVICE_FIELDS})


_ONLY: Final = SupportsResponse.ONLY


def _of_access(
    name: str,
    handler: Handler,
    fields: VolDictType,
    response: SupportsResponse = SupportsResponse.OPTIONAL,
) -> Action:
    return Action(
        name=name, handler=handler, fields=fields, response=response, target=False
    )


ACTIONS: Final = (
    Action(name="get_capabilities", handler=read.get_capabilities, response=_ONLY),
    Action(
        name="get_codes",
        handler=read.get_codes,
        fields=read.CODES_SCHEMA,
        response=_ONLY,
    ),
    Action(name="add_code", handler=add.add_code, fields=add.SCHEMA),
    Action(name="update_code", handler=change.update_code, fields=change.UPDATE_SCHEMA),
    Action(name="delete_code", handler=change.delete_code, fields=change.DELETE_SCHEMA),
    Action(name="enable_code", handler=change.enable_code, fields=change.SWITCH_SCHEMA),
    Action(
        name="disable_code", handler=change.disable_code, fields=change.SWITCH_SCHEMA
    ),
    Action(name="rotate_code", handler=change.rotate_code, fields=change.ROTATE_SCHEMA),
    Action(name="adopt_code", handler=change.adopt_code, fields=change.ADOPT_SCHEMA),
    Action(name="clear_codes", handler=clear.clear_codes, fields=clear.SCHEMA),
    Action(
        name="send_code",
        handler=send.send_code,
        fields=send.SCHEMA,
        target_required=False,
    ),
    Action(
        name="get_activity",
        handler=read.get_activity,
        fields=read.ACTIVITY_SCHEMA,
        response=_ONLY,
    ),
    Action(name="forget_code", handler=forget.forget_code, fields=forget.SCHEMA),
    Action(
        name="generate_offline_code",
        handler=offline.generate_offline_code,
        fields=offline.GENERATE_SCHEMA,
    ),
    Action(
        name="generate_clear_code",
        handler=offline.generate_clear_code,
        fields=offline.CLEAR_SCHEMA,
    ),
    Action(
        name="get_dynamic_code",
        handler=offline.get_dynamic_code,
        fields=offline.DYNAMIC_SCHEMA,
        response=_ONLY,
    ),
    Action(
        name="get_credentials",
        handler=credentials.get_credentials,
        fields=credentials.LIST_SCHEMA,
        response=_ONLY,
    ),
    Action(
        name="add_credential",
        handler=credentials.add_credential,
        fields=credentials.ADD_SCHEMA,
    ),
    Action(
        name="enroll_credential",
        handler=credentials.enroll_credential,
        fields=credentials.ENROLL_SCHEMA,
    ),
    Action(
        name="cancel_enrollment",
        handler=credentials.cancel_enrollment,
        fields=credentials.CANCEL_SCHEMA,
    ),
    Action(
        name="update_credential",
        handler=credentials.update_credential,
        fields=credentials.UPDATE_SCHEMA,
    ),
    Action(
        name="delete_credential",
        handler=credentials.delete_credential,
        fields=credentials.DELETE_SCHEMA,
    ),
    Action(name="get_users", handler=people.get_users, response=_ONLY),
    Action(name="add_user", handler=people.add_user, fields=people.ADD_SCHEMA),
    Action(name="update_user", handler=people.update_user, fields=people.UPDATE_SCHEMA),
    Action(name="delete_user", handler=people.delete_user, fields=people.DELETE_SCHEMA),
    Action(
        name="assign_credential",
        handler=assign.assign_credential,
        fields=assign.SCHEMA,
    ),
    Action(name="grant_access", handler=grant.grant_access, fields=grant.SCHEMA),
    _of_access("get_grants", grant_change.get_grants, grant_change.GET_SCHEMA, _ONLY),
    _of_access("update_grant", grant_update.update_grant, grant_update.SCHEMA),
    _of_access("pause_grant", grant_change.pause_grant, grant_change.PAUSE_SCHEMA),
    _of_access("resume_grant", grant_change.resume_grant, grant_change.PAUSE_SCHEMA),
    _of_access("rotate_grant", grant_change.rotate_grant, grant_change.ROTATE_SCHEMA),
    _of_access("revoke_grant", grant_change.revoke_grant, grant_change.REVOKE_SCHEMA),
    _of_access(
        "restore_grant", grant_change.restore_grant, grant_change.RESTORE_SCHEMA
    ),
    Action(
        name="set_passage_mode",
        handler=passage.set_passage_mode,
        fields=passage.SCHEMA,
    ),
    Action(name="rename_lock", handler=rename.rename_lock, fields=rename.SCHEMA),
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register all actions; they exist also while no account is loaded."""
    for action in ACTIONS:
        hass.services.async_register(
            DOMAIN,
            action.name,
            for_managers(hass, action.handler),
            # Secrets first: what the schema refuses, core writes into its log.
            probatio.Schema(probatio.All(take_secrets_out, action.schema)),
            action.response,
        )
