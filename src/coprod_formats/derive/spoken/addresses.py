"""Things that are typed rather than said: web and e-mail addresses, telephone numbers."""

from __future__ import annotations

import re

from coprod_formats.derive.spoken.numbers import Rule

_LETTERED = {"uk", "ac", "ucl", "eu", "nhs", "us", "bbc", "ie"}  # spelt out, not said as words


def _host(host: str) -> str:
    return " dot ".join(
        " ".join(part.upper()) if part.lower() in _LETTERED else part for part in host.split(".")
    )


def _link(found: re.Match[str]) -> str:
    address, tail = found[1], found[2]
    return f"link to {_host(address)}{tail}"


def _mail(found: re.Match[str]) -> str:
    return f"{found[1].replace('.', ' dot ')} at {_host(found[2])}"


def _telephone(found: re.Match[str]) -> str:
    country = "plus " if found[0].startswith("+") else ""
    groups = re.split(r"[\s()-]+", found[0].removeprefix("+").strip())
    return country + ", ".join(" ".join(group) for group in groups if group)


def _emergency(found: re.Match[str]) -> str:
    return " ".join(found[0]) if _CALLING.search(found.string) else found[0]


def _postcode(found: re.Match[str]) -> str:
    return f"{' '.join(found[1])}, {' '.join(found[2])}"


_CALLING = re.compile(r"\b(call|dial|phone|ring|text|telephone)\b", re.IGNORECASE)
_ENDINGS = "csv|docx?|epub|html?|m4b|md|mp[34]|odt|pdf|pptx?|txt|xlsx?|zip"

RULES: tuple[Rule, ...] = (
    (re.compile(r"\bmailto:"), ""),
    (
        re.compile(
            r"\b(?:https?://(?:www\.)?|www\.)([\w-]+(?:\.[\w-]+)+)(?:[/?#:][^\s)]*?)?([.,;:!?)]*)(?=\s|$)"
        ),
        _link,
    ),
    (re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)"), _mail),
    (
        re.compile(r"(?<![\w£$€,.])(?:\+\d{2}\s?(?:\(0\)\s?)?|0)\d{2,4}(?:[\s-]\d{3,4}){1,2}\b"),
        _telephone,
    ),
    (re.compile(r"(?<![\d.,£$€])\b(999|911|112|111|101)\b(?![.,]?\d)"), _emergency),
    (re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s(\d[A-Z]{2})\b"), _postcode),
    (re.compile(r"(?<!\w)@(?=\w)"), "at "),
    (re.compile(r"(?<![\w#])#(?=\d)"), "number "),
    (re.compile(r"(?<![\w#])#(?=[A-Za-z])"), "hashtag "),
    (re.compile(rf"(?<=\w)\.(?=(?:{_ENDINGS})\b)"), " dot "),
)
