"""Names and intervals of the integration."""

from datetime import timedelta
import logging
from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "cloud_locks"
LOGGER: Final = logging.getLogger(__package__)

PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.IMAGE,
    Platform.LOCK,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.UPDATE,
)

CONF_BRAND: Final = "brand"
CONF_BUDGET: Final = "budget"
CONF_CALLS: Final = "calls"
CONF_CONFIRM_CODES: Final = "confirm_codes"
CONF_CREDENTIALS: Final = "credentials"
CONF_KEEP_PINS: Final = "keep_pins"
CONF_KEY_ENDS: Final = "key_ends"
CONF_MANAGERS: Final = "managers"
CONF_ORIGINS: Final = "origins"
CONF_PIN_LENGTHS: Final = "pin_lengths"
CONF_RECORD_NAMES: Final = "record_names"
CONF_SIGN_IN: Final = "sign_in"
CONF_TOKENS: Final = "tokens"

ACCESS_PLATFORMS: Final = (Platform.CALENDAR, Platform.EVENT, Platform.SENSOR)
"""What the entry for the whole house shows."""

DEFAULT_BUDGET: Final = 80
"""Percent of the calls that a vendor allows; the rest is for other programs."""

CALM_WITH_NEWS: Final = 4.0
"""How many times slower an account is asked while its cloud tells by itself."""

NEWS_EXPECTED_WITHIN: Final = timedelta(days=1)
"""A cloud that called so lately will call again; none tells that it has stopped."""

URGENT_WITHIN: Final = 15.0
"""Seconds. An unlock that could not be sent by then is dropped: the person has given up
or found another way, and a door that opens later surprises everybody."""

CONFIRM_TRIES: Final = 5
CONFIRM_WITHIN: Final = 300.0
"""After so many wrong confirmation codes within so many seconds a lock takes none until
the oldest is that old."""

READ_BACK_DELAYS: Final = (1.0, 2.0, 4.0)
"""Seconds between looks at the bolt after an answer was lost."""

SETTING_DELAYS: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""Seconds between looks at a lock that has not taken a setting yet. Who has not after
all of them is out of reach; the next complete listing tells."""

EVENT_MAX_AGE: Final = timedelta(minutes=15)
ALARM_MAX_AGE: Final = timedelta(hours=24)
"""What was missed and is older stays in the vendor's log and does not fire."""

CODE_OVERDUE_AFTER: Final = timedelta(minutes=10)
"""A code that has not reached its lock by then is a problem to be shown."""

REQUESTS_KEPT: Final = 50
"""How many requests diagnostics show."""

PAUSE_AT_FIRST: Final = 60.0
"""Seconds. A cloud that has had enough and does not say for how long is left alone so
long, and twice as long each time it says so again."""

SLOWEST_RETRY: Final = 480.0
"""Seconds. A lock that cannot be read is asked this seldom, or at its own pace where
that is slower. Below `EVENT_MAX_AGE`, so that nothing is too old when it is back."""

REFUSED_RETRY: Final = (30.0, 240.0, 3600.0)
"""Seconds until a key that was refused is tried again, once nobody is being asked to
sign in any more: the person may have seen that it was the cloud's mistake."""

SAVE_NEWS_WITHIN: Final = 1.0
"""Seconds. What was told and is not saved is told again after a crash."""

SAVE_READINGS_WITHIN: Final = 900.0
"""Seconds. What is as before can be read again; each write wears out a memory card."""

SETTLE_DELAYS: Final = (0.0, 2.0, 5.0, 10.0)
"""Seconds between looks at a code list after a write whose outcome is open."""

CODE_RECHECK: Final = timedelta(seconds=60)
"""Between looks at a lock on which a code is pending, removing or in doubt."""

CODE_CLEANUP_AFTER: Final = timedelta(minutes=1)
"""After its end a code is looked for; clouds remove expired ones by themselves."""
