"""The sentences in which a PIN is sent, in the languages of those who get it.

Not with the other texts: they are for people who may not read the language of this
Home Assistant, nor any that its interface is translated to here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a language.

    `code` is the sentence; `since`, `until` or `between` follows it where the code has
    a beginning, an end, or both. `now` and `open` stand for the one that there is not
    in a message of the caller's own. `clock` shows a moment, as `strftime` reads it.
    """

    code: str
    since: str
    until: str
    between: str
    now: str
    open: str
    clock: str


WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "en": Words(
            code="Your code for {doors} is {pin}.",
            since="It works from {start}.",
            until="It works until {end}.",
            between="It works from {start} until {end}.",
            now="now",
            open="further notice",
            clock="%d %B %Y, %H:%M",
        ),
        "de": Words(
            code="Dein Code für {doors} ist {pin}.",
            since="Er gilt ab {start}.",
            until="Er gilt bis {end}.",
            between="Er gilt von {start} bis {end}.",
            now="jetzt",
            open="auf Weiteres",
            clock="%d.%m.%Y, %H:%M",
        ),
        "cs": Words(
            code="Váš kód pro {doors} je {pin}.",
            since="Platí od {start}.",
            until="Platí do {end}.",
            between="Platí od {start} do {end}.",
            now="teď",
            open="odvolání",
            clock="%d.%m.%Y, %H:%M",
        ),
        "da": Words(
            code="Din kode til {doors} er {pin}.",
            since="Den virker fra {start}.",
            until="Den virker indtil {end}.",
            between="Den virker fra {start} til {end}.",
            now="nu",
            open="videre",
            clock="%d.%m.%Y, %H.%M",
        ),
        "es": Words(
            code="Tu código para {doors} es {pin}.",
            since="Funciona desde el {start}.",
            until="Funciona hasta el {end}.",
            between="Funciona desde el {start} hasta el {end}.",
            now="ahora",
            open="nuevo aviso",
            clock="%d/%m/%Y, %H:%M",
        ),
        "fr": Words(
            code="Votre code pour {doors} est {pin}.",
            since="Il est valable à partir du {start}.",
            until="Il est valable jusqu'au {end}.",
            between="Il est valable du {start} au {end}.",
            now="maintenant",
            open="nouvel ordre",
            clock="%d/%m/%Y à %H:%M",
        ),
        "it": Words(
            code="Il tuo codice per {doors} è {pin}.",
            since="È valido dal {start}.",
            until="È valido fino al {end}.",
            between="È valido dal {start} al {end}.",
            now="adesso",
            open="nuovo avviso",
            clock="%d/%m/%Y, %H:%M",
        ),
        "nb": Words(
            code="Koden din til {doors} er {pin}.",
            since="Den gjelder fra {start}.",
            until="Den gjelder til {end}.",
            between="Den gjelder fra {start} til {end}.",
            now="nå",
            open="videre",
            clock="%d.%m.%Y, %H:%M",
        ),
        "nl": Words(
            code="Je code voor {doors} is {pin}.",
            since="Hij werkt vanaf {start}.",
            until="Hij werkt tot {end}.",
            between="Hij werkt van {start} tot {end}.",
            now="nu",
            open="nader order",
            clock="%d-%m-%Y, %H:%M",
        ),
        "pl": Words(
            code="Twój kod do: {doors} to {pin}.",
            since="Działa od {start}.",
            until="Działa do {end}.",
            between="Działa od {start} do {end}.",
            now="teraz",
            open="odwołania",
            clock="%d.%m.%Y, %H:%M",
        ),
        "pt": Words(
            code="O seu código para {doors} é {pin}.",
            since="Funciona a partir de {start}.",
            until="Funciona até {end}.",
            between="Funciona de {start} até {end}.",
            now="agora",
            open="novo aviso",
            clock="%d/%m/%Y, %H:%M",
        ),
        "sv": Words(
            code="Din kod till {doors} är {pin}.",
            since="Den gäller från {start}.",
            until="Den gäller till {end}.",
            between="Den gäller från {start} till {end}.",
            now="nu",
            open="vidare",
            clock="%Y-%m-%d, %H:%M",
        ),
    }
)
"""English first: it is what most can read who have none of the others."""
