"""Written French and Welsh as they are spoken, as far as their voices cannot tell by themselves.

Their voices say plain numbers, decimals and most signs rightly. They do not say sums of money,
ranges, addresses and (in Welsh) per cent; so these are put into words here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from coprod_formats.derive.spoken.normalising import Lexicon, Spoken, applied, settled
from coprod_formats.derive.spoken.numbers import DASH, Rule
from coprod_formats.labels import long_date
from coprod_formats.languages import primary

_NUMBER = r"\d+(?:[ \d,.]*\d)?"
_SCALES = "bn|Md|k|m|M"
_NO_WORDS = Lexicon()
_LINK = re.compile(
    r"\b(?:https?://(?:www\.)?|www\.)([\w.-]*\w)(?:[/?#:][^\s)]*?)?(?=[.,;:!?)]*(?:\s|$))"
)
_MAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True, slots=True)
class _Tongue:
    """One language's words around numbers and in addresses."""

    code: str
    currencies: Mapping[str, tuple[str, str, str]]  # for one, for many, and behind a million
    scales: Mapping[str, str]
    per_cent: str
    to: str  # between the ends of a range
    link: str  # with {address}
    at: str
    dot: str
    more: tuple[Rule, ...]


def spoken_abroad(written: str, language: str, lexicon: Lexicon = _NO_WORDS) -> Spoken:
    """Words for a voice of another language than English; as they stand where we have no rules."""
    text = settled(written, lexicon)
    tongue = _TONGUES.get(primary(language))
    if tongue:
        text = applied(_rules(tongue), text)
        shorts = "|".join(map(re.escape, sorted(lexicon.short_forms, key=len, reverse=True)))
        if shorts:
            spelt = re.compile(rf"(?<!\w)(?:{shorts})(?!\w)")
            text = spelt.sub(lambda m: " ".join(m[0]) if m[0].isupper() else m[0], text)
    return Spoken(" ".join(re.sub(r"[*_#`|<>{}\[\]~^\\]", " ", text).split()))


def _rules(tongue: _Tongue) -> tuple[Rule, ...]:
    sums = rf"({_NUMBER})\s?({_SCALES})?"
    return (
        (re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"), _day(tongue)),
        (_LINK, _link(tongue)),
        (_MAIL, _mail(tongue)),
        (re.compile(rf"([£€$])\s?{sums}(?!\w)"), lambda m: _money(tongue, m[2], m[3], m[1])),
        (re.compile(rf"\b{sums}\s?([£€$])"), lambda m: _money(tongue, m[1], m[2], m[3])),
        (re.compile(rf"(?<![\w-])({_NUMBER}){DASH}({_NUMBER})(?![\w-])"), rf"\1 {tongue.to} \2"),
        (re.compile(r"(\d)\s?%"), rf"\1 {tongue.per_cent}"),
        *tongue.more,
    )  # fmt: skip


def _money(tongue: _Tongue, count: str, scale: str | None, sign: str) -> str:
    one, many, of_many = tongue.currencies[sign]
    if scale in {None, "k"}:
        size = f" {tongue.scales['k']}" if scale else ""
        return f"{count}{size} {one if count == '1' and not scale else many}"
    return f"{count} {tongue.scales[scale or '']} {of_many}"


def _link(tongue: _Tongue) -> Callable[[re.Match[str]], str]:
    return lambda found: tongue.link.format(address=_host(tongue, found[1]))


def _mail(tongue: _Tongue) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{_host(tongue, found[1])} {tongue.at} {_host(tongue, found[2])}"


def _host(tongue: _Tongue, address: str) -> str:
    return f" {tongue.dot} ".join(address.split("."))


def _day(tongue: _Tongue) -> Callable[[re.Match[str]], str]:
    def said(found: re.Match[str]) -> str:
        """The day in words; as it stands where no calendar has it."""
        try:
            return long_date(date(int(found[1]), int(found[2]), int(found[3])), tongue.code)
        except ValueError:
            return found[0]

    return said


_ORDINALS = {
    "2": "deuxième", "3": "troisième", "4": "quatrième", "5": "cinquième", "6": "sixième",
    "7": "septième", "8": "huitième", "9": "neuvième", "10": "dixième", "11": "onzième",
    "12": "douzième",
}  # fmt: skip

_FRENCH = _Tongue(
    code="fr",
    currencies={
        "£": ("livre", "livres", "de livres"),
        "€": ("euro", "euros", "d’euros"),
        "$": ("dollar", "dollars", "de dollars"),
    },
    scales={"k": "mille", "m": "millions", "M": "millions", "bn": "milliards", "Md": "milliards"},
    per_cent="pour cent",
    to="à",
    link="lien vers {address}",
    at="arobase",
    dot="point",
    more=(
        (re.compile(r"\b(\d{1,2})\s?h\s?(\d\d)?\b"), r"\1 heures \2"),
        (re.compile(r"\b([2-9]|1[0-2])(?:e|ème)\b"), lambda found: _ORDINALS[found[1]]),
        (re.compile(r"\b[Nn]°\s?(?=\d)"), "numéro "),
        (re.compile(r"\bp\.\s?(?=\d)"), "page "),
        (re.compile(r"\s&\s"), " et "),
        (re.compile(r"\betc\b"), "et cetera"),
    ),
)

_WELSH = _Tongue(
    code="cy",
    currencies={
        "£": ("bunt", "punt", "o bunnoedd"),
        "€": ("ewro", "ewro", "ewro"),
        "$": ("ddoler", "doler", "o ddoleri"),
    },
    scales={"k": "mil", "m": "miliwn", "M": "miliwn", "bn": "biliwn", "Md": "biliwn"},
    per_cent="y cant",
    to="i",
    link="dolen i {address}",
    at="at",
    dot="dot",
    more=(
        (re.compile(r"\b(\d{1,2})c\b"), r"\1 ceiniog"),
        (re.compile(r"\b1af\b"), "cyntaf"),
        (re.compile(r"\b2il\b"), "ail"),
        (re.compile(r"\bt\.\s?(?=\d)"), "tudalen "),
        (re.compile(r"\s&\s"), " a "),
        (re.compile(r"\bayb\b\.?"), "ac yn y blaen"),
    ),
)

_TONGUES = {"cy": _WELSH, "fr": _FRENCH}
