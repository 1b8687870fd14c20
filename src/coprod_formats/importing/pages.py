"""Web pages to blocks: scripts and the furniture of pages off, pictures taken along."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree, html

from coprod_formats.importing import decorations, formulas, notes, tree
from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.encodings import decoded
from coprod_formats.importing.packages import converted
from coprod_formats.importing.refusals import refusal
from coprod_formats.importing.report import Report

UNSAYABLE = re.compile(  # control characters, as they are and by their numbers
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[1245-9]|2\d|3[01]|6553[45]))(?:;|(?!\w))",
    re.IGNORECASE,
)
ACTIVE = (
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "applet",
    "canvas",
)
FURNITURE = ("nav", "header", "footer")
CONTROLS = ("button", "input[not(@type='checkbox')]", "select", "textarea")


def bring_html(path: Path, report: Report) -> Brought:
    """The content of a web page."""
    return from_markup(path, decoded(path), report, page=True)


def from_markup(path: Path, markup: str, report: Report, *, page: bool) -> Brought:
    """The content of HTML: a whole page with its furniture, or not; refused where it is empty."""
    markup = UNSAYABLE.sub("", markup)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        root: Any = html.document_fromstring(markup.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise refusal("import-empty", f"{path} holds no words", "open it in a browser") from None
    return from_root(root, _told(root), {}, path, report, page=page)


def from_root(
    root: Any,
    account: Told,
    pictures: dict[str, bytes],
    path: Path,
    report: Report,
    page: bool = True,
) -> Brought:
    """The content of a page that has been parsed."""
    body = _cleaned(root, report, page)
    if page or pictures:
        decorations.marked(body, report)
    notes.gathered(body)
    _take_pictures(body, path, pictures)
    _open_details(body)
    for one in body.xpath(".//input[@type='checkbox']"):
        one.tail = f"{'☒' if 'checked' in one.attrib else '☐'} {(one.tail or '').lstrip()}"
        _dropped(one)
    for one in body.xpath(".//*[@*[contains(name(), ':type')]]"):
        for name in [name for name in one.attrib if name.endswith(("}type", ":type"))]:
            del one.attrib[name]  # pandoc would leave out what says that it is a title page
    formulas.told(body)
    cleaned = html.tostring(body, encoding="utf-8")
    made = converted(path, b"<html>" + cleaned + b"</html>", "html+tex_math_single_backslash")
    made["blocks"] = formulas.described(made["blocks"])
    if tree.empty(made["blocks"]):
        raise refusal("import-empty", f"{path} holds no words", "open it in a browser, and look")
    words = formulas.words_without(body) if page else ""
    return Brought(made["blocks"], account, pictures, words)


def _told(root: Any) -> Told:
    def meta(*names: str) -> str:
        """What the first of these names says in the page's head."""
        for name in names:
            found = root.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")
            if found and str(found[0]).strip():
                return " ".join(str(found[0]).split())
        return ""

    named = " ".join(str(root.xpath("string(//head/title)")).split())
    heads = [" ".join(one.text_content().split()) for one in root.xpath("//h1")]
    apart = root.xpath("//main") and not root.xpath("//main//h1")
    title = heads[0] if apart and len(heads) == 1 else named
    creator = meta("author", "dcterms.creator", "DC.creator")
    return Told(
        title=title,
        sure=bool(title) and title in heads,
        language=str(
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        ),
        creators=[creator] if creator else [],
        publisher=meta("dcterms.publisher", "publisher"),
        date=meta("dcterms.date", "date", "article:published_time")[:10],
        description=meta("description", "og:description"),
        rights=meta("dcterms.rights", "copyright"),
    )


def _cleaned(root: Any, report: Report, page: bool) -> Any:
    """The part of a page that is its content."""
    for one in root.xpath("//comment()|//processing-instruction()"):
        _dropped(one)
    for name in ACTIVE:
        for one in root.xpath(f"//{name}"):
            if name in {"iframe", "object", "embed"}:
                address = one.get("src") or one.get("data") or ""
                report.lost(f"something from elsewhere that was set into the page: {address[:80]}")
            elif name == "script":
                report.left_out("scripts: they were not run")
            _dropped(one)
    if page:
        main = root.xpath("//main|//*[@role='main']") or root.xpath("//body/article")
        body = main[0] if len(main) == 1 else _body(root)
        for name in FURNITURE:
            for one in body.xpath(f".//{name}"):
                if name == "header" and one.xpath("ancestor::article|.//h1|.//h2"):
                    continue
                report.left_out(f"the page's {name}: {' '.join(one.text_content().split())[:80]}")
                _dropped(one)
        for one in body.xpath(".//*[@hidden or contains(translate(@style,' ',''),'display:none')]"):
            report.left_out(f"hidden words: {' '.join(one.text_content().split())[:80]}")
            _dropped(one)
    else:
        body = _body(root)
    for name in CONTROLS if page else ():
        for one in body.xpath(f".//{name}"):
            report.left_out("buttons and fields of a form")
            _dropped(one)
    body.tag = "body"
    return body


def _body(root: Any) -> Any:
    """What a page shows; nothing where it is all head."""
    return next(iter(root.xpath("//body")), html.Element("body"))


def _dropped(one: Any) -> None:
    parent = one.getparent()
    if parent is None:
        return
    before = one.getprevious()
    if one.tail:
        if before is not None:
            before.tail = (before.tail or "") + one.tail
        else:
            parent.text = (parent.text or "") + one.tail
    parent.remove(one)


def _take_pictures(body: Any, path: Path, pictures: dict[str, bytes]) -> None:
    """Pictures inside the page and beside it; drawings in the text are taken out as files."""
    for number, one in enumerate(body.xpath(".//svg"), start=1):
        name = f"drawing-{number}.svg"
        words = one.get("aria-label") or one.xpath("string(./*[local-name()='title'])")
        tail, one.tail = one.tail, None
        _spell(one)
        pictures[name] = etree.tostring(one)
        instead = html.Element("img", src=name, alt=str(words))
        instead.tail = tail
        one.getparent().replace(one, instead)
    for one in body.xpath(".//img"):
        source = one.get("src") or ""
        if source.startswith("data:"):
            name = f"picture-{len(pictures) + 1}"
            raw = _inside(source)
            if raw:
                pictures[name] = raw
                one.set("src", name)
        elif source not in pictures:
            raw = _beside(path, source)
            if raw:
                pictures[source] = raw


CAMELS = [
    *("viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform", "clipPathUnits"),
    *("patternUnits", "patternTransform", "markerWidth", "markerHeight", "refX", "refY"),
    *("linearGradient", "radialGradient", "clipPath", "textPath"),
]
SPELT = {name.lower(): name for name in CAMELS}


def _spell(drawing: Any) -> None:
    """Names in a drawing as SVG spells them, since HTML does not care."""
    if "xmlns" not in drawing.attrib:
        drawing.set("xmlns", "http://www.w3.org/2000/svg")
    for one in drawing.iter():
        if isinstance(one.tag, str):
            one.tag = SPELT.get(one.tag, one.tag)
            for name in [name for name in one.attrib if name in SPELT]:
                one.set(SPELT[name], one.attrib.pop(name))


def _inside(source: str) -> bytes:
    head, _, body = source.partition(",")
    try:
        return base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b""


def _beside(path: Path, source: str) -> bytes:
    """A picture that lies in the folder of the page, or below it."""
    name = unquote(re.split(r"[?#]", source, maxsplit=1)[0])
    if not name or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/", name) or "\x00" in name:
        return b""
    try:
        place = (path.parent / name).resolve()
        if place.is_relative_to(path.parent.resolve()) and place.stat().st_size < 50_000_000:
            return place.read_bytes()
    except (OSError, ValueError):
        pass
    return b""


def _open_details(body: Any) -> None:
    """What opens for detail, as the fence that says so."""
    for one in body.xpath(".//details"):
        one.tag = "div"
        one.set("class", "key-finding")
        for summary in one.xpath("./summary"):
            heads = summary.xpath("./h1|./h2|./h3|./h4|./h5|./h6")
            summary.tag = heads[0].tag if heads else "p"
            for head in heads:
                head.drop_tag()
            one.insert(0, summary)
