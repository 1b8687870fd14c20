"""The document that pandoc takes its look from: styles, page and footer, made from a theme."""

from __future__ import annotations

from functools import cache
from html import escape

from coprod_formats.labels import labels
from coprod_formats.languages import right_to_left
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.languages import regional
from coprod_formats.wordprocessing.openxml import NAMESPACES, RELATIONSHIPS, declared, quoted
from coprod_formats.wordprocessing.packaging import zipped
from coprod_formats.wordprocessing.styles import WHITE, styles

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TWIPS = 20  # to the point


@cache
def reference(theme: Theme, sheet: Sheet, language: str, stamp: str = "") -> bytes:
    """A Word file without words; equal themes give equal bytes."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": _document(theme, sheet, language),
        "word/_rels/document.xml.rels": _relationships(
            {"styles": "styles.xml", "settings": "settings.xml", "footer": "footer1.xml"}
        ),
        "word/styles.xml": styles(theme, sheet, language),
        "word/settings.xml": settings(theme, language),
        "word/footer1.xml": _footer(language, stamp),
    }
    return zipped({name: (HEAD + text).encode() for name, text in parts.items()})


def settings(theme: Theme, language: str) -> str:
    """The part ``word/settings.xml``: today's Word, no hyphenation, the page's own colour."""
    ground = "" if theme.paper == WHITE else "<w:displayBackgroundShape/>"
    return declared(
        f'<w:settings><w:zoom w:percent="100"/>{ground}<w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang w:val={quoted(regional(language))}/>"
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def background(theme: Theme) -> str:
    """The page's own colour, where it is not white."""
    return "" if theme.paper == WHITE else f'<w:background w:color="{theme.paper}"/>'


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    named = {f"/word/{name}.xml": kind for name, kind in kinds.items()}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in {**named, "/word/footer1.xml": "footer"}.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{rows}</Relationships>'


def _document(theme: Theme, sheet: Sheet, language: str) -> str:
    width, height = (round(TWIPS * side) for side in (sheet.width, sheet.height))
    margin = round(TWIPS * sheet.margin(theme))
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    edge = round(margin / 2)
    turned = "<w:bidi/>" if right_to_left(language) else ""
    return declared(
        '<w:document><w:body><w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar {sides} w:header="{edge}" w:footer="{edge}" w:gutter="0"/>{turned}'
        "</w:sectPr></w:body></w:document>"
    )


def _footer(language: str, stamp: str) -> str:
    before, _, rest = labels(language).page_of.partition("{page}")
    between, _, after = rest.partition("{total}")
    turned = "<w:bidi/>" if right_to_left(language) else ""
    marked = _words(f"{stamp} · ") if stamp else ""
    runs = "".join(
        (marked, _words(before), _field("PAGE"), _words(between), _field("NUMPAGES"), _words(after))
    )
    return declared(
        f'<w:ftr><w:p><w:pPr><w:pStyle w:val="Footer"/>{turned}</w:pPr>{runs}</w:p></w:ftr>'
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
