"""Why something is not as wished: one closed list for errors, codes and entities.

Each reason has one translated sentence that says what to do (`translations/`).
"""

from enum import StrEnum


class Reason(StrEnum):
    """A cause that a person can read and act on."""

    # The account.
    SIGNED_OUT = "signed_out"
    VERIFICATION_REQUIRED = "verification_required"
    SCOPE_MISSING = "scope_missing"
    SUBSCRIPTION_MISSING = "subscription_missing"
    WRONG_REGION = "wrong_region"
    NOT_PERMITTED = "not_permitted"
    ACCOUNT_REMOVED = "account_removed"
    CLOCK_WRONG = "clock_wrong"
    LINK_NOT_READY = "link_not_ready"
    LINK_SIGNED_OUT = "link_signed_out"
    LINK_REMOVED = "link_removed"

    # The way to the lock.
    CLOUD_UNREACHABLE = "cloud_unreachable"
    RATE_LIMITED = "rate_limited"
    LOCK_OFFLINE = "lock_offline"
    LOCK_ASLEEP = "lock_asleep"
    LOCK_BUSY = "lock_busy"
    GATEWAY_OFFLINE = "gateway_offline"
    GATEWAY_MISSING = "gateway_missing"
    KEYPAD_MISSING = "keypad_missing"
    BATTERY_LOW = "battery_low"
    ZONE_DIFFERS = "zone_differs"

    # The bolt.
    JAMMED = "jammed"
    NOT_CALIBRATED = "not_calibrated"
    LATCH_NOT_CALIBRATED = "latch_not_calibrated"
    REMOTE_DISABLED = "remote_disabled"
    NOT_MOVED = "not_moved"
    TOO_LATE = "too_late"
    LOCK_FROZEN = "lock_frozen"

    # Codes.
    PIN_INVALID = "pin_invalid"
    PIN_NOT_TEXT = "pin_not_text"
    PIN_IN_USE = "pin_in_use"
    PIN_REQUIRED = "pin_required"
    NO_COMMON_PIN = "no_common_pin"
    NAME_INVALID = "name_invalid"
    NAME_IN_USE = "name_in_use"
    NAME_AMBIGUOUS = "name_ambiguous"
    SCHEDULE_INVALID = "schedule_invalid"
    SCHEDULE_UNSUPPORTED = "schedule_unsupported"
    SCHEDULE_PAST = "schedule_past"
    START_PAST = "start_past"
    LIST_FULL = "list_full"
    CODE_NOT_USED_YET = "code_not_used_yet"
    NOT_FOUND = "not_found"
    NOT_SUPPORTED = "not_supported"
    REJECTED = "rejected"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    REMOVED_ELSEWHERE = "removed_elsewhere"

    # Cards.
    CARD_INVALID = "card_invalid"
    CARD_IN_USE = "card_in_use"
    CARD_NOT_KEPT = "card_not_kept"

    # People in the vendor's app.
    USER_EXISTS = "user_exists"
    ACCOUNT_REQUIRED = "account_required"
    ACCOUNT_UNKNOWN = "account_unknown"
    ROLE_UNSUPPORTED = "role_unsupported"
    ROLE_TOO_HIGH = "role_too_high"
    OWNER_PROTECTED = "owner_protected"
    OWN_ACCESS = "own_access"
    USER_NAME_FIXED = "user_name_fixed"

    # What cannot be known.
    OUTCOME_UNKNOWN = "outcome_unknown"
    NOT_CONFIRMED = "not_confirmed"
    TWO_CANDIDATES = "two_candidates"
    ANSWER_NOT_UNDERSTOOD = "answer_not_understood"
