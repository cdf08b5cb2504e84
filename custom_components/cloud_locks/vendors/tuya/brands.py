"""The brand, as data: what its form asks for, and where its data centers are.

A row's `settings` give the origin of the API by region, and that of the message queue
by region with `QUEUE_OF` before it (Tuya docs, data centers; Tuya's own SDKs).
"""

from typing import Final

from ...model.sign_in import Brand, CredentialField, CredentialKey, FormSignIn

QUEUE_OF: Final = "queue:"
"""Before a region: the origin of its message queue."""

_ORIGINS: Final = {
    "cn": "https://openapi.tuyacn.com",
    "us": "https://openapi.tuyaus.com",
    "us_e": "https://openapi-ueaz.tuyaus.com",
    "eu": "https://openapi.tuyaeu.com",
    "eu_w": "https://openapi-weaz.tuyaeu.com",
    "in": "https://openapi.tuyain.com",
    "sg": "https://openapi-sg.iotbing.com",
}

# The two younger centers are not in Tuya's list of queues; clients use the elder's.
# Of Singapore no queue is known.
_QUEUES: Final = {
    "cn": "wss://mqe.tuyacn.com:8285",
    "us": "wss://mqe.tuyaus.com:8285",
    "us_e": "wss://mqe.tuyaus.com:8285",
    "eu": "wss://mqe.tuyaeu.com:8285",
    "eu_w": "wss://mqe.tuyaeu.com:8285",
    "in": "wss://mqe.tuyain.com:8285",
}

SCHEMAS: Final = {"tuya_smart": "tuyaSmart", "smart_life": "smartlife"}
"""Which app an account is of → what the API calls that app."""

REGIONS: Final = tuple(_ORIGINS)

TUYA: Final = Brand(
    key="tuya",
    name="Tuya",
    sign_ins=(
        FormSignIn(
            fields=(
                CredentialField(
                    key=CredentialKey.REGION, options=REGIONS, default="eu"
                ),
                CredentialField(key=CredentialKey.ACCESS_ID),
                CredentialField(key=CredentialKey.ACCESS_SECRET, secret=True),
                CredentialField(key=CredentialKey.USERNAME, required=False),
                CredentialField(
                    key=CredentialKey.PASSWORD, secret=True, required=False
                ),
                CredentialField(key=CredentialKey.COUNTRY_CODE, required=False),
                CredentialField(
                    key=CredentialKey.APP,
                    options=tuple(SCHEMAS),
                    default="tuya_smart",
                    required=False,
                ),
            )
        ),
    ),
    settings={
        **_ORIGINS,
        **{f"{QUEUE_OF}{region}": origin for region, origin in _QUEUES.items()},
    },
)
