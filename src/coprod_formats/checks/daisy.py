"""A finished talking book: what its players need to find their way, in it and in its sound."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import inf
from pathlib import Path

from lxml import etree

from coprod_formats.archives import DAMAGE, Packed
from coprod_formats.checks.epub.sound import lengths
from coprod_formats.diagnostics import Diagnostic, Position, error

Element = etree._Element  # noqa: SLF001 - the type has no other name
Complaint = tuple[str, int, str, str]  # a file, a line in it, a rule, and what is wrong

EDGE = 0.2  # seconds by which a clip may reach over the end of its file
REQUIRED = (
    *("dc:creator", "dc:date", "dc:format", "dc:identifier", "dc:language", "dc:publisher"),
    *("dc:title", "ncc:charset", "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial"),
    *("ncc:tocItems", "ncc:totalTime"),
)
NPT = re.compile(r"npt=(\d+\.\d+)s")


def check_daisy(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one zip file, if there is a talking book in it."""
    try:
        with zipfile.ZipFile(path) as opened:
            found = opened.namelist()
        ncc = next((name for name in found if name.rpartition("/")[2].lower() == "ncc.html"), "")
        inside = Packed(path, ncc[: ncc.rfind("/") + 1])
    except DAMAGE as flaw:
        return [error("daisy-unreadable", f"nobody can open it: {flaw}", Position(path.name, 1))]
    if not ncc:
        return []
    return [
        error(f"daisy-{rule}", message, Position(f"{path.name}/{file}", line))
        for file, line, rule, message in sorted(_complaints(inside))
    ]


def _complaints(book: Packed) -> Iterator[Complaint]:
    trees: dict[str, Element] = {}
    for name in book:
        if name.endswith((".html", ".smil")):
            try:
                trees[name] = etree.fromstring(book[name], etree.XMLParser(huge_tree=True))
            except etree.XMLSyntaxError as flaw:
                yield name, 1, "xml", f"it is no XML: {flaw}"
    for name, tree in trees.items():
        grammar = "ncc" if name == "ncc.html" else "smil" if name.endswith(".smil") else ""
        yield from _grammar(name, tree, grammar) if grammar else ()
    ids = {name: {str(one.get("id")) for one in tree.iter()} for name, tree in trees.items()}
    lasting = lengths(book)
    for name, tree in trees.items():
        yield from _links(name, tree, ids)
        if name.endswith(".smil"):
            yield from _clips(name, tree, (book, lasting))
    if "ncc.html" in trees:
        yield from _statements(trees["ncc.html"])
        yield from _headings(trees["ncc.html"])


@cache
def _schema(name: str) -> etree.RelaxNG:
    text = (files("coprod_formats") / f"data/daisy/{name}.rng").read_bytes()
    return etree.RelaxNG(etree.fromstring(text))


def _grammar(name: str, tree: Element, grammar: str) -> Iterator[Complaint]:
    schema = _schema(grammar)
    if not schema.validate(tree):
        for one in list(schema.error_log)[:5]:
            yield name, int(one.line), "grammar", str(one.message)


def _links(name: str, tree: Element, ids: Mapping[str, set[str]]) -> Iterator[Complaint]:
    for one in tree.iter(etree.Element):
        target = str(one.get("href") or one.get("src") or "")
        file, mark, place = target.partition("#")
        leads = mark and (file.endswith((".html", ".smil")) or not file) and ":" not in file
        if leads and place not in ids.get(file or name, ()):
            yield name, _line(one), "link", f"{target} leads nowhere"


def _clips(
    name: str, tree: Element, sounds: tuple[Packed, Mapping[str, float]]
) -> Iterator[Complaint]:
    book, lasting = sounds
    ends: list[tuple[float, float]] = []
    for one in tree.iter("audio"):
        sound = str(one.get("src"))
        if sound not in book:
            yield name, _line(one), "sound-missing", f"{sound} is not in the book"
            continue
        begin, end = (_seconds(str(one.get(edge, ""))) for edge in ("clip-begin", "clip-end"))
        ends.append((begin, end))
        if end > lasting.get(sound, inf) + EDGE:
            yield name, _line(one), "sound-end", f"a clip goes on after {sound} has ended"
    for before, after in pairwise(ends):
        if after[0] < before[1] - 0.001:
            yield name, 1, "sound-order", f"clips overlap at {after[0]:.3f} seconds"


def _seconds(clock: str) -> float:
    found = NPT.fullmatch(clock)
    return float(found[1]) if found else 0.0


def _statements(ncc: Element) -> Iterator[Complaint]:
    """Each statement that a book must make is made once."""
    told = Counter(str(one.get("name")) for one in ncc.iter("{*}meta"))
    for name in REQUIRED:
        if told[name] != 1:
            yield "ncc.html", 1, "statement", f"{name} is told {told[name]} times, not once"


def _headings(ncc: Element) -> Iterator[Complaint]:
    headings = [one for one in ncc.iter(etree.Element) if re.search(r"}h[1-6]$", str(one.tag))]
    for before, after in pairwise(headings):
        if int(str(after.tag)[-1]) > int(str(before.tag)[-1]) + 1:
            said = "".join(map(str, after.itertext()))
            words = f"heading “{said}” is two levels under the one before"
            yield "ncc.html", _line(after), "heading-order", words
    told = [one.get("content") for one in ncc.iter("{*}meta") if one.get("name") == "ncc:tocItems"]
    if told != [str(len(headings))]:
        yield "ncc.html", 1, "count", f"it tells of {told} headings, and has {len(headings)}"


def _line(element: Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1
