"""Where links may lead: to the web, to a mailbox or a telephone, or to a place in the document."""

from __future__ import annotations

import re
from urllib.parse import quote

from coprod_formats.diagnostics import Position, closest
from coprod_formats.reading.ledger import Ledger
from coprod_formats.reading.text import refused

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
OUT_OF_PLACE = re.compile(r'[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')  # written in addresses as %20 is
ALLOWED = ("http", "https", "mailto", "tel")


def judge(ledger: Ledger, target: str, where: Position) -> str:
    """The target as formats use it; complaints about one that cannot work in a format."""
    if refused(target):
        message = f"this link holds {refused(target)}"
        ledger.error("source-character", message, where, "take it out")
    if target.startswith("#") and len(target) > 1:
        name = ledger.aliases.get(target[1:], target[1:])
        ledger.links.append((name, where))
        return f"#{name}"
    scheme = SCHEME.match(target)
    if not target or target == "#":
        ledger.error("link-target", "this link leads nowhere", where, "write [words](https://…)")
    elif scheme and scheme[1].lower() not in ALLOWED:
        message = f"links to {scheme[1].lower()}: do not work for readers, or may harm them"
        ledger.error("link-target", message, where, "link to https:, mailto:, tel: or #a-heading")
    elif not scheme:
        message = f"{target} is not a full address"
        ledger.error("link-target", message, where, _hint(target))
    return OUT_OF_PLACE.sub(lambda sign: quote(sign[0], safe=""), target)


def check_inside(ledger: Ledger) -> None:
    """Complain of every link to a place that the document does not have."""
    for name, where in ledger.links:
        if name not in ledger.taken:
            known = [f"#{one}" for one in sorted(ledger.taken) if not _generated(one)]
            message = f"there is nothing called #{name} to link to"
            ledger.error("link-inside", message, where, near(f"#{name}", known))


def near(name: str, known: list[str]) -> str:
    """A hint for a name that is not there, without listing hundreds of others."""
    hint = closest(name, known)
    return hint if hint.startswith("did") or len(known) <= 12 else "check its spelling"


def _hint(target: str) -> str:
    if target.startswith("//") or target.lower().startswith("www."):
        return f"write https://{target.lstrip('/')}"
    if re.fullmatch(r"[^@\s/]+@[^@\s/]+", target):
        return f"write mailto:{target}"
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/.*)?", target) and not target.endswith(FILES):
        return f"write https://{target}"
    return "files do not travel with the formats: link to a web address, or to #a-heading"


FILES = (".md", ".svg", ".png", ".jpg", ".jpeg", ".pdf", ".docx", ".html", ".txt")


def _generated(name: str) -> bool:
    return bool(re.fullmatch(r"s[0-9a-f]{10}(-\d+)?|(?:note|figure|table|video)-\d+", name))
