"""Sign-in forms are drawn from what a brand asks for."""

from collections.abc import Callable

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from custom_components.cloud_locks import vendors
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
    LinkSignIn,
    SignIn,
)
from tests.fake_cloud import FakeBackend, make_vendor
from tests.ha.flows import KEY, answer, start, suggested


@pytest.fixture
def with_brand(
    monkeypatch: pytest.MonkeyPatch, fake_cloud: FakeBackend
) -> Callable[..., None]:
    """Let a test give the fake vendor a brand that signs in in another way."""

    def add(*sign_ins: SignIn) -> None:
        brand = Brand(key="other", name="Other", sign_ins=sign_ins)
        monkeypatch.setitem(vendors.BRANDS, brand.key, (make_vendor(fake_cloud), brand))

    return add


async def test_every_brand_is_offered_by_name(
    hass: HomeAssistant, fake_cloud: FakeBackend, with_brand: Callable[..., None]
) -> None:
    """Brands are found, whatever way there is to sign in to them."""
    with_brand(LinkSignIn(domain="elsewhere"))
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    schema = form["data_schema"]
    assert schema is not None
    options = schema.schema["brand"].config["options"]
    offered = {option["value"]: option["label"] for option in options}
    assert offered == {key: brand.name for key, (_, brand) in vendors.BRANDS.items()}
    assert offered["other"] == "Other"
    assert list(offered.values()) == sorted(offered.values(), key=str.casefold)


async def test_blanks_around_a_key_are_not_part_of_it(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Keys are copied from web pages and mails."""
    result = await answer(hass, await start(hass), {"personal_key": " good-\nkey\t"})

    assert result["data"]["credentials"] == KEY


async def test_a_brand_with_several_ways_to_sign_in_asks_which(
    hass: HomeAssistant, with_brand: Callable[..., None]
) -> None:
    """Each way is a step, in the order that the brand gives."""
    key = CredentialField(key=CredentialKey.API_KEY, secret=True)
    with_brand(
        LinkSignIn(domain="elsewhere"),
        FormSignIn(fields=(key,)),
        FormSignIn(fields=(key,), key="second"),
    )

    menu = await start(hass, "other")

    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "sign_in")
    assert menu["menu_options"] == ["link", "form", "second"]
    form = await answer(hass, menu, {"next_step_id": "second"})
    assert form["step_id"] == "second"
    result = await answer(hass, form, {"api_key": "good-key"})
    assert result["data"]["sign_in"] == "second"


ACCOUNT_FORM = FormSignIn(
    fields=(
        CredentialField(key=CredentialKey.USERNAME),
        CredentialField(key=CredentialKey.PASSWORD, secret=True),
        CredentialField(key=CredentialKey.REGION, options=("eu", "us"), default="eu"),
        CredentialField(key=CredentialKey.COUNTRY_CODE, required=False),
    )
)


async def test_what_was_typed_stays_in_the_form_except_secrets(
    hass: HomeAssistant, with_brand: Callable[..., None], fake_cloud: FakeBackend
) -> None:
    """Nobody types a form twice; a password does not travel back."""
    with_brand(ACCOUNT_FORM)
    form = await start(hass, "other")
    typed = {"username": " anna ", "password": " pass word ", "region": "us"}

    refused = await answer(hass, form, typed)

    assert refused["errors"] == {"base": "invalid_auth"}
    assert suggested(refused) == {
        "username": "anna",
        "password": None,
        "region": "us",
        "country_code": None,
    }
    fake_cloud.key = "anna"
    result = await answer(hass, refused, typed)
    # A password may begin with a blank; what was left empty is not kept.
    assert result["data"]["credentials"] == {
        "username": "anna",
        "password": " pass word ",
        "region": "us",
    }


async def test_secrets_are_not_shown_while_they_are_typed(
    hass: HomeAssistant, with_brand: Callable[..., None]
) -> None:
    """And the browser does not offer the password of Home Assistant for them."""
    with_brand(ACCOUNT_FORM)

    fields = (await start(hass, "other"))["data_schema"].schema

    assert fields["password"].config["type"] == "password"
    assert fields["username"].config["type"] == "text"
    assert {fields[it].config["autocomplete"] for it in ("username", "password")} == {
        "off"
    }


async def test_choices_are_closed_and_have_a_default(
    hass: HomeAssistant, with_brand: Callable[..., None], fake_cloud: FakeBackend
) -> None:
    """A region is chosen from a translated list."""
    with_brand(ACCOUNT_FORM)
    fake_cloud.key = "anna"
    form = await start(hass, "other")
    region = form["data_schema"].schema["region"]
    assert region.config["translation_key"] == "region"
    assert region.config["options"] == ["eu", "us"]

    with pytest.raises(InvalidData) as refusal:
        await answer(
            hass, form, {"username": "anna", "password": 4711, "region": "mars"}
        )
    assert refusal.value.schema_errors.keys() == {"password", "region"}
    assert "4711" not in str(refusal.value.schema_errors)

    result = await answer(hass, form, {"username": "anna", "password": "secret"})
    assert result["data"]["credentials"]["region"] == "eu"
