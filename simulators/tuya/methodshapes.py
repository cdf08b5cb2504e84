"""Fingers, cards, PINs and faces as JSON, in an older and a newer shape.

Source: Tuya developer documentation, unlock methods.
"""

from .members import TYPES, Member, OpMode


def keys_shape(modes: list[OpMode]) -> object:
    """Return methods in the older shape."""
    return {
        "unlock_keys": [
            {
                "unlock_no": str(row.slot),
                "unlock_type": TYPES[row.code],
                "hijack": row.duress,
            }
            for row in modes
        ]
    }


def method_shape(member: Member, mode: OpMode) -> dict[str, object]:
    """Return a method in the newer shape."""
    return {
        "user_name": member.name,
        "user_type": int(member.type),
        "user_id": member.id,
        "lock_user_id": member.number,
        "unlock_name": mode.name,
        "dp_code": mode.code,
        "unlock_sn": mode.slot,
        "unlock_attr": int(mode.duress),
        "op_mode_id": mode.id,
        "phase": 2,
        "voice_attr": mode.voice,
        "operate": mode.operate,
        "delivery_status": mode.delivery,
        "allocate_flag": True,
        "channel_id": 1,
        "notify_info": {"app_send": mode.app_send},
    }
