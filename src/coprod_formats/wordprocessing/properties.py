"""What a Word file says of itself: the front matter, never the clock."""

from __future__ import annotations

from html import escape

from coprod_formats.document import FrontMatter
from coprod_formats.wordprocessing.openxml import declared


def core(front: FrontMatter) -> str:
    """The part ``docProps/core.xml``."""
    facts = (
        ("dc:title", front.title),
        ("dc:subject", front.subtitle),
        ("dc:creator", "; ".join(front.creators)),
        ("dc:description", front.description),
        ("dc:language", front.language),
    )
    said = "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in facts if text)
    return declared(f"<cp:coreProperties>{said}{_dates(front)}</cp:coreProperties>")


def app(front: FrontMatter) -> str:
    """The part ``docProps/app.xml``."""
    company = (
        f"<ep:Company>{escape(front.publisher, quote=False)}</ep:Company>"
        if front.publisher
        else ""
    )
    return declared(
        f"<ep:Properties><ep:Application>coprod-formats</ep:Application>{company}</ep:Properties>"
    )


def _dates(front: FrontMatter) -> str:
    if front.date is None:
        return ""
    when = f"{front.date.isoformat()}T00:00:00Z"
    return "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>'
        for name in ("created", "modified")
    )
