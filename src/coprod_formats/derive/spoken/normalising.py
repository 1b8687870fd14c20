"""One sentence at a time, written to spoken: the author's words first, then the rules in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from coprod_formats.derive.spoken import addresses, dates, numbers
from coprod_formats.derive.spoken.numbers import Rule, ordinal, roman

VERSION = "1"  # counts in the key of every clip: raise it when what is spoken changes

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"))
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2002\u2003\t\n", " "))
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_WORDS = {
    "e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "etc": "and so on",
    "vs.": "versus", "vs": "versus", "approx.": "approximately", "et al.": "and others",
    "Dr": "Doctor", "Dr.": "Doctor", "Prof.": "Professor", "Prof": "Professor", "Mr.": "Mister",
    "St.": "Saint", "Fig.": "Figure", "No.": "number", "Nos.": "numbers", "pp.": "pages",
    "p.": "page", "cf.": "compare", "Ltd.": "Limited", "Ltd": "Limited", "Dept.": "Department",
    "&": "and", "w/o": "without",
}  # fmt: skip
_SIGNS: tuple[Rule, ...] = (
    (re.compile(r"(?<=\w)&(?=\w)"), " and "),
    (re.compile(r"©\s?"), "copyright "),
    (re.compile(r"[™®]"), ""),
    (re.compile(r"(?<!\w)~\s?(?=\d)"), "about "),
    (re.compile(r"\[\^?[\w-]+\](?=\s|$|[.,;:])|(?<=[.?!])\[\d+\]"), ""),
    (re.compile(r"\s\((\d{4})\)\s"), r", \1, "),
    (re.compile(r"(\w)\s?/\s?(\w)"), r"\1 or \2"),
    (re.compile(r"\s[–—-]\s|\s?—\s?"), ", "),
    (re.compile(r"\(([^()]*)\)(?=[.?!]*$)"), r", \1"),
    (re.compile(r"\s?\(([^()]*)\)\s?"), r", \1, "),
    (re.compile(r"→|⇒"), " to "),
    (re.compile(r"\.{2,}|…"), "."),
    (re.compile(r"[*_#`|<>{}\[\]~^\\]"), " "),
    (re.compile(r",(\s*,)+"), ","),
    (re.compile(r"([.;:!?])\s*,"), r"\1"),
    (re.compile(r",\s*([.;:!?])"), r"\1"),
    (re.compile(r"\s+([,.;:!?])"), r"\1"),
    (re.compile(r"([.?!])\.+"), r"\1"),
    (re.compile(r"\s{2,}"), " "),
)
_STREET = re.compile(r"(?<=[a-z] )St\b(?:\.(?=\s*[,;)])|(?=\.?\s*$)|(?=[,;)]))")
_ROMAN = re.compile(r"\b(Part|Chapter|Section|Volume|Phase|Stage|Act|Appendix)\s([IVXL]+)\b")
_MONARCH = re.compile(r"\b(Elizabeth|Charles|George|Henry|Edward|William|James)\s([IVX]+)\b")
_INITIALISM = re.compile(r"\b(?=[A-Z]*[A-Z]{2})([A-Z]{2,6})(s?)\b")
_PHD = re.compile(r"\bPhD(s?)\b")
_CODE = re.compile(r"\b([A-Z]{1,4})(\d{1,3})\b")
_WITH_NUMBER = re.compile(r"\b([A-Z]{2,})-(\d+)\b")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_SAID = frozenset(
    ("AIDS", "COVID", "NATO", "UNESCO", "UNICEF", "NASA", "PIN", "SIM", "VAT", "OK", "RADAR")
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The author's own pronunciations (``say:``), and short forms to spell out."""

    say: tuple[tuple[str, str], ...] = ()
    short_forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a voice is given, and which written words were read only as they stand."""

    text: str
    plainly: tuple[str, ...] = ()


def spoken(written: str, lexicon: Lexicon = Lexicon()) -> Spoken:
    """English for a voice; words that no rule knows stay, and are named in ``plainly``."""
    text = settled(written, lexicon)
    text = applied(addresses.RULES, text)
    text = applied(dates.RULES, text)
    text = applied(numbers.RULES, text)
    text = _STREET.sub("Street", text)
    text = _words(text)
    text = _MONARCH.sub(lambda m: f"{m[1]} the {ordinal(roman(m[2]))}", text)
    text = _ROMAN.sub(lambda m: f"{m[1]} {roman(m[2])}", text)
    text, unsure = _initials(text, lexicon)
    text = applied(_SIGNS, text).strip()
    return Spoken(text, unsure)


def settled(written: str, lexicon: Lexicon) -> str:
    """Text without what nobody can say, and with the author's own pronunciations in it."""
    text = unicodedata.normalize("NFC", written).translate(_INVISIBLE).translate(_SPACES)
    text = _without_pictures(text)
    for short, said in sorted(lexicon.say, key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", said.replace("\\", r"\\"), text)
    return text.translate(_LOWERED)


def applied(rules: Iterable[Rule], text: str) -> str:
    """Every rule, in turn."""
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _without_pictures(text: str) -> str:
    """Emoji say nothing that a voice could; a document's meaning must not rest on them."""
    return "".join(" " if unicodedata.category(c) == "So" and ord(c) > 0x2000 else c for c in text)


def _words(text: str) -> str:
    for short, said in _WORDS.items():
        stop = "." if short.endswith(".") else ""
        pattern = rf"(?<![\w.]){re.escape(short)}(?!\w)"
        if stop:
            text = re.sub(pattern + r"(?=\s*$)", said + ".", text)
        text = re.sub(pattern, said, text)
    return text


def _initials(text: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    unsure: list[str] = []

    def spell(found: re.Match[str]) -> str:
        """The letters one by one, unless people say them as a word."""
        letters, plural = found[1], found[2]
        if letters in _SAID:
            return found[0]
        if letters not in lexicon.short_forms:
            unsure.append(letters)
        return " ".join(letters) + ("'s" if plural else "")

    text = _PHD.sub(lambda m: "P H D" + ("'s" if m[1] else ""), text)
    text = _CODE.sub(lambda m: f"{' '.join(m[1])} {m[2]}", text)
    text = _WITH_NUMBER.sub(r"\1 \2", text)
    text = _DOTTED.sub(lambda m: " ".join(m[0].replace(".", "")), text)
    text = _INITIALISM.sub(spell, text)
    return text, tuple(dict.fromkeys(unsure))
