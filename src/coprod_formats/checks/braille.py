"""What finished braille must hold to, judged from the file alone: cells, pages, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

from coprod_formats.archives import DAMAGE
from coprod_formats.braille.cells import from_ascii, six_dots, to_ascii
from coprod_formats.braille.profiles import PAGES
from coprod_formats.diagnostics import Diagnostic, Position, error

Complaints = Iterator[tuple[str, str, int]]  # the rule, what is wrong, on which line
_PEF = "{http://www.daisy.org/ns/2008/pef}"


def check_brf(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one BRF file."""
    return _told("brf", path, _about_brf(path.read_bytes()))


def check_pef(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one PEF file."""
    return _told("pef", path, _about_pef(path.read_bytes()))


def check_ebrl(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one eBraille publication."""
    try:
        with ZipFile(path) as archive:
            return _told("ebrl", path, _about_ebrl(archive))
    except DAMAGE as failure:
        return _told("ebrl", path, iter([("zip", f"the file cannot be opened: {failure}", 1)]))


def _told(kind: str, path: Path, complaints: Complaints) -> Sequence[Diagnostic]:
    return [
        error(f"{kind}-{rule}", message, Position(path.name, line))
        for rule, message, line in complaints
    ]


def _about_brf(content: bytes) -> Complaints:
    strange = re.search(rb"[^\r\n\f -`a-z{|}~]", content)
    if strange:
        line = content[: strange.start()].count(b"\n") + 1
        yield "character", f"the byte {strange.group()!r} is not ASCII braille", line
        return
    text = content.decode("ascii")
    if not text.endswith("\f"):
        yield "page-end", "the last page does not end in a form feed", text.count("\n") + 1
    if re.search(r"(?<!\r)\n|\r(?!\n)", text):
        yield "line-end", "lines do not end in CR LF throughout", 1
    pages = [page.split("\r\n")[:-1] for page in text.split("\f")[:-1]]
    at = 1
    for number, page in enumerate(pages, 1):
        yield from _about_page(number, page, at)
        at += len(page)
    yield from _about_size("", pages)


def _about_page(number: int, page: Sequence[str], first: int) -> Complaints:
    mark = to_ascii(from_ascii("#" + "".join("JABCDEFGHI"[int(one)] for one in str(number))))
    if not page:
        yield "page-empty", f"page {number} is empty", first
        return
    if mark not in {line.rpartition(" ")[2] for line in (page[0], page[-1])}:
        yield "page-number", f"page {number} does not bear its number", first
    for at, line in enumerate(page, first):
        if line != line.rstrip():
            yield "blank", "blank cells stand at the end of a line", at


def _about_size(whose: str, pages: Iterable[Sequence[str]]) -> Complaints:
    """Pages must fit on one of the sizes that we have."""
    wide = max((len(line) for page in pages for line in page), default=0)
    high = max(map(len, pages), default=0)
    if not any(wide <= size.width and high <= size.height for size in PAGES.values()):
        yield "size", f"{whose}{wide} cells by {high} lines fit on no page that we know", 1


def _about_pef(content: bytes) -> Complaints:
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError as failure:
        yield "xml", f"the file is not XML: {failure.msg}", failure.lineno or 1
        return
    schema = _schema()
    if not schema.validate(root):
        yield from (("schema", one.message, one.line) for one in schema.error_log)
        return
    for volume in root.iter(f"{_PEF}volume"):
        width, height = int(str(volume.get("cols"))), int(str(volume.get("rows")))
        for page in volume.iter(f"{_PEF}page"):
            rows = [row.text or "" for row in page]
            if len(rows) > height:
                yield "rows", f"a page has {len(rows)} rows of {height}", _line(page)
            for element, row in zip(page, rows, strict=True):
                if len(row) > width:
                    yield "cells", f"a row has {len(row)} cells of {width}", _line(element)
                if not six_dots(row):
                    yield "dots", "a row has cells of eight dots", _line(element)


def _line(element: etree._Element) -> int:
    return int(str(element.sourceline))


@cache
def _schema() -> etree.RelaxNG:
    place = files("coprod_formats") / "data" / "braille" / "pef-2008-1.rng"
    return etree.RelaxNG(etree.fromstring(place.read_bytes()))


_NEEDED = (
    *("dc:title", "dc:creator", "dc:date", "dc:identifier", "dc:format", "dc:language"),
    *("dcterms:dateCopyrighted", "dcterms:modified", "a11y:brailleCellType"),
    *("a11y:brailleSystem", "a11y:completeTranscription", "a11y:producer", "a11y:tactileGraphics"),
)


def _about_ebrl(archive: ZipFile) -> Complaints:
    entries = archive.infolist()
    first = entries[0] if entries else None
    if not first or first.filename != "mimetype" or first.compress_type != ZIP_STORED:
        yield "mimetype", "the first entry is not an uncompressed mimetype", 1
    missing = {"package.opf", "index.html"} - set(archive.namelist())
    if missing:
        yield "root", f"the root lacks {', '.join(sorted(missing))}", 1
        return
    trees: dict[str, etree._Element] = {}
    name = ""
    try:
        for name in sorted({n for n in archive.namelist() if n.endswith((".html", ".opf"))}):
            trees[name] = etree.fromstring(archive.read(name))
    except etree.XMLSyntaxError as failure:
        yield "xml", f"{name} is not XML: {failure.msg}", failure.lineno or 1
        return
    package = trees.pop("package.opf")
    yield from _about_package(package)
    yield from _about_pages(package, trees)


def _about_pages(package: etree._Element, trees: Mapping[str, etree._Element]) -> Complaints:
    drawn = {
        str(one.get("href")).removeprefix("ebraille/")
        for one in package.iter("{*}item")
        if one.get("media-type") == "image/svg+xml"
    }
    for name, tree in trees.items():
        yield from _about_content(name, tree, drawn)
    ids = {str(one.get("id")) for tree in trees.values() for one in tree.iter() if one.get("id")}
    for name, tree in trees.items():
        for target in (str(one.get("href")) for one in tree.iter("{*}a")):
            local = ":" not in target.partition("#")[0]
            if local and "#" in target and target.partition("#")[2] not in ids:
                yield "link", f"{name} has a link to {target}, which is nowhere", 1


def _about_package(package: etree._Element) -> Complaints:
    said = {}
    for one in package.iterfind("{*}metadata/*"):
        name = etree.QName(one)
        key = str(one.get("property")) if name.localname == "meta" else f"dc:{name.localname}"
        said[key] = (one.text or "").strip()
    for key in _NEEDED:
        if not said.get(key):
            yield "metadata", f"the package does not say its {key}", 1
    drawn = [one for one in package.iter("{*}item") if one.get("media-type") == "image/svg+xml"]
    told = said.get("a11y:tactileGraphics", "")
    if told and told != ("SVG" if drawn else "none"):
        yield "tactile", f"the package says {told} of its {len(drawn)} tactile drawings", 1
    if said.get("dc:format", "eBraille 1.0") != "eBraille 1.0":
        yield "format", f"the package says its format is {said['dc:format']}", 1
    if "-Brai" not in said.get("dc:language", "-Brai"):
        yield "language", f"the language {said['dc:language']} is not one in braille", 1


def _about_content(name: str, tree: etree._Element, drawn: set[str]) -> Complaints:
    for element in tree.iter("{*}img"):
        if element.get("src") not in drawn:
            yield "tactile", f"{name} shows {element.get('src')}, no drawing of it", _line(element)
        if not re.fullmatch(r"[\u2800-\u28ff\s]+", str(element.get("alt", ""))):
            yield "tactile", f"{name} has a drawing without braille for it", _line(element)
    for element in tree.iter("{*}script", "{*}style", "{*}svg"):
        kind = etree.QName(element).localname
        yield "element", f"{name} has a {kind} element", _line(element)
    for element in tree.iter("{*}*"):
        text = f"{element.text or ''}{element.tail or ''}"
        strange = re.search(r"[^\u2800-\u28ff\s\u00ad]", text)
        if strange:
            message = f"{name} has the print character {strange.group()!r}"
            yield "print", message, _line(element)
