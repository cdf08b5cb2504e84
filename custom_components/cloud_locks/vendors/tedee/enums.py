"""The numbers of the Tedee API documentation that have names (version 37)."""

from enum import IntEnum


class Access(IntEnum):
    """`accessLevel`: what the account may do with a device."""

    GUEST = 0
    ADMIN = 1
    OWNER = 2
    NONE = 3

    @classmethod
    def of(cls, number: int | None) -> Access:
        """Return the level; one that we do not know permits nothing."""
        try:
            return cls(-1 if number is None else number)
        except ValueError:
            return cls.NONE

    @property
    def manages(self) -> bool:
        """Whether PINs may be read and written."""
        return self in {Access.ADMIN, Access.OWNER}


class AccessProblem(IntEnum):
    """`error.code` of an access that was not given (1000 to 1010, as far as named)."""

    ABOVE_OWN_LEVEL = 1001
    EXISTS = 1003
    TO_ONESELF = 1008


class Principal(IntEnum):
    """`principalType`: to whom an access is given."""

    USER = 0
    GROUP = 1


class State(IntEnum):
    """`state` of a lock."""

    UNCALIBRATED = 0
    CALIBRATING = 1
    UNLOCKED = 2
    SEMI_LOCKED = 3
    UNLOCKING = 4
    LOCKING = 5
    LOCKED = 6
    PULLED = 7
    PULLING = 8
    UNKNOWN = 9
    UPDATING = 18

    @classmethod
    def of(cls, number: int | None) -> State:
        """Return the state; numbers that we do not know are unknown."""
        try:
            return cls(-1 if number is None else number)
        except ValueError:
            return cls.UNKNOWN

    @property
    def moving(self) -> bool:
        """Whether the motor runs and another state follows by itself."""
        return self in {State.UNLOCKING, State.LOCKING, State.PULLING}

    @property
    def engaged(self) -> bool:
        """Whether the lock is occupied with itself and takes no command."""
        return self in {State.CALIBRATING, State.UPDATING}


class DeviceType(IntEnum):
    """`type` and `deviceType` of what this client knows."""

    BRIDGE = 1
    LOCK_PRO = 2
    KEYPAD = 3
    LOCK_GO = 4
    DOOR_SENSOR = 8
    KEYPAD_PRO = 10
