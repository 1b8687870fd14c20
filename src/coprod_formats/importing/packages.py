"""Word and ODT files to blocks by pandoc, which sees no file but them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from coprod_formats import pandoc
from coprod_formats.archives import DAMAGE
from coprod_formats.importing import tree
from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.files import Form, broken
from coprod_formats.importing.passed_over import readable
from coprod_formats.importing.refusals import refusal
from coprod_formats.importing.report import Report
from coprod_formats.importing.unwrapping import switched_on

READERS = {Form.WORD: "docx", Form.ODT: "odt"}
PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".bmp",
    ".tif",
    ".tiff",
    ".webp",
    ".emf",
    ".wmf",
)
SHOWN = {Form.WORD: r"word/(?:document\d*|footnotes|endnotes)\.xml", Form.ODT: r"content\.xml"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTENTS = (
    "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']"
    "|//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]"
)
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BREAKS = {f"{W}{name}" for name in ("tab", "br", "cr", "ptab", "rt", "rubyBase")}
BREAKS |= {f"{TEXT}{name}" for name in ("s", "tab", "line-break")}
HIDDEN = {f"{W}delText", f"{W}instrText", f"{TEXT}tracked-changes", f"{TEXT}sequence-decls"}


def bring(path: Path, form: Form, report: Report) -> Brought:
    """The content of a package."""
    parts = unpacked(path)
    _tell(form, parts, report)
    raw = path.read_bytes()
    made = converted(
        path, readable(parts, raw, report) if form is Form.WORD else raw, READERS[form]
    )
    pictures = _pictures(parts)
    words = " ".join(_shown(parts, SHOWN[form]))
    brought = Brought(
        [*_of_the_title(made["meta"]), *made["blocks"]], told(made["meta"]), pictures, words
    )
    if not brought.told.language:
        brought.told.language = _language(form, parts)
    if tree.empty(brought.blocks):
        raise refusal("import-empty", f"{path} holds no words", "open it, and look whether it does")
    return brought


def unpacked(path: Path) -> dict[str, bytes]:
    """The parts of a package by their names."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist() if not _unsafe(name)}
    except DAMAGE:
        raise broken(path) from None
    _judge(path, parts)
    return parts


def converted(path: Path, raw: bytes, form: str) -> dict[str, Any]:
    """Pandoc's tree of a file, or a refusal that says what pandoc said."""
    try:
        return pandoc.convert(raw, form)
    except pandoc.PandocError as flaw:
        said = flaw.diagnostics[0].message.splitlines()[0][:200]
        raise refusal("import-broken", f"{path}: {said}", "open it, and save it anew") from None
    except RecursionError:
        message = f"{path} is nested too deeply to be read"
        raise refusal(
            "import-broken", message, "use fewer lists or tables inside one another"
        ) from None


def told(meta: dict[str, Any]) -> Told:
    """What pandoc found that a file says of itself."""

    def one(name: str) -> str:
        """One value's words."""
        return tree.plain(meta.get(name, {}).get("c"))

    def several(name: str) -> list[str]:
        """The words of each entry of a value."""
        entry = meta.get(name, {})
        listed = entry.get("c", []) if entry.get("t") == "MetaList" else [entry]
        words = [tree.plain(part.get("c")) or _string(part) for part in listed]
        return [word for word in words if word]

    def first(*names: str) -> str:
        """The words of the first of these names that has any."""
        return next((w for n in names if (w := one(n) or _string(meta.get(n, {})))), "")

    return Told(
        title=first("title"),
        subtitle=first("subtitle"),
        language=first("lang", "language"),
        creators=several("author") or several("creator"),
        publisher=first("publisher"),
        date=first("date"),
        rights=first("rights", "copyright"),
        description=first("description", "abstract"),
        sure=bool(first("title")),
    )


def _of_the_title(meta: dict[str, Any]) -> Iterator[tree.Node]:
    """What notes to the title or to an author say, which front matter has no place for."""
    for one in tree.walk(list(meta.values())):
        if one["t"] == "Note":
            yield from one["c"]


def _string(entry: dict[str, Any]) -> str:
    content = entry.get("c")
    return content if entry.get("t") == "MetaString" and isinstance(content, str) else ""


def _unsafe(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.endswith("/") or name.startswith("/") or ".." in parts


def _judge(path: Path, parts: dict[str, bytes]) -> None:
    for name, raw in parts.items():
        entities = name.endswith((".xml", ".rels", ".xhtml", ".html", ".opf", ".ncx")) and (
            re.search(rb"<!ENTITY", raw[:200_000], re.IGNORECASE)
        )
        if entities:
            message = f"{path} declares entities in {name}, which can be used to do harm"
            raise refusal("import-bomb", message, "it was not opened: ask its sender about it")


def _pictures(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Pictures by every name that pandoc may give them."""
    made: dict[str, bytes] = {}
    for name, raw in parts.items():
        if not name.lower().endswith(PICTURES):
            continue
        steps = PurePosixPath(name).parts
        for start in range(len(steps)):
            made.setdefault("/".join(steps[start:]), raw)
    return made


def _tell(form: Form, parts: dict[str, bytes], report: Report) -> None:
    names = list(parts)
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
        report.left_out("macros: they were not run")
    for what, pattern in (
        (
            "a chart, which Word keeps as numbers: paste it as a picture",
            r"word/charts/chart\d+\.xml",
        ),
        ("a diagram (SmartArt): paste it as a picture", r"word/diagrams/data\d*\.xml"),
        ("an object of another program", r"word/embeddings/|Object \d+/content\.xml"),
    ):
        for _ in [name for name in names if re.match(pattern, name)]:
            report.lost(what)
    if form is Form.WORD:
        _tell_word(names, parts, report)


def _tell_word(names: list[str], parts: dict[str, bytes], report: Report) -> None:
    document = b"".join(raw for name, raw in parts.items() if re.match(SHOWN[Form.WORD], name))
    if any(re.match(r"word/(?:header|footer)\d*\.xml", name) for name in names):
        report.left_out("running heads and feet of the pages")
    if "word/comments.xml" in names and b"<w:comment " in parts["word/comments.xml"]:
        report.left_out("comments of reviewers")
    if b"<w:altChunk " in document:
        report.lost("another document inside this one: open it in Word, and save it anew")
    if b"<w:ins " in document or b"<w:del " in document:
        report.guessed("changes that were tracked were taken as accepted")


def _shown(parts: dict[str, bytes], pattern: str) -> Iterator[str]:
    """The words that a document shows, paragraph by paragraph."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    for name, raw in parts.items():
        if re.fullmatch(pattern, name):
            root = etree.fromstring(raw, parser)
            if root is not None:
                yield from _words(root)


def _words(root: Any) -> Iterator[str]:
    word = root.tag.startswith(W)
    unseen = _unseen(root)
    for paragraph in root.iter(f"{W}p", f"{TEXT}p", f"{TEXT}h"):
        said = []
        for one in paragraph.iter():
            own = next((up for up in one.iterancestors(f"{W}p", f"{TEXT}p", f"{TEXT}h")), one)
            if (own is not paragraph and one is not paragraph) or one.tag in HIDDEN:
                continue
            if one in unseen:
                continue
            if one.tag in BREAKS:
                said.append(" ")
            if one.tag == f"{W}noBreakHyphen":
                said.append("-")
            if one.text and (not word or one.tag == f"{W}t"):
                said.append(one.text)
            if one.tail and not word and one is not paragraph:
                said.append(one.tail)
        yield "".join(said)


def _unseen(root: Any) -> set[Any]:
    """Text of Word that is not to be kept: hidden words, what was moved away, the contents."""
    hidden = [
        one.getparent() for one in root.iter(f"{W}rPr") if switched_on(one.find(f"{W}vanish"))
    ]
    gone = [*hidden, *root.iter(f"{W}moveFrom"), *root.xpath(CONTENTS, namespaces={"w": W[1:-1]})]
    return {text for one in gone for text in one.iter(f"{W}t")}


def _language(form: Form, parts: dict[str, bytes]) -> str:
    if form is Form.WORD:
        found = re.search(rb'<w:lang [^>]*w:val="([\w-]+)"', parts.get("word/styles.xml", b""))
        return found[1].decode() if found else ""
    if form is Form.ODT:
        styles = parts.get("styles.xml", b"")
        tongue = re.search(rb'fo:language="(\w+)"', styles)
        country = re.search(rb'fo:country="(\w+)"', styles)
        if tongue and tongue[1] != b"none":
            region = f"-{country[1].decode()}" if country and country[1] != b"none" else ""
            return tongue[1].decode() + region
    return ""
