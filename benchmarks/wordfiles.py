"""How whole Word files come in: each is held to what its own XML says.

python benchmarks/wordfiles.py FOLDER: every ``.docx`` under it is brought in and read again, and
what was made is held to the paragraphs, headings, tables, notes, links and pictures that stand in
the file, in its order. Nothing here goes through pandoc, which import reads Word files with.
Insertions count as accepted, and deletions, hidden words, instructions of fields and lists of
contents do not count. The files stay out of the repository: they are other people's.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from lxml import etree

from coprod_formats import pandoc
from coprod_formats.importing import Arrival, bring_in, tree
from importing import Text, _bare, _words, common, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = W.strip("{}").encode()
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{MC}Fallback"}
CONTENTS = re.compile(r"(?:toc|table of figures|contents)\b", re.IGNORECASE)
TODO = {"table-caption"}  # the report asks for it
FRONT = ("title", "subtitle", "creator", "date", "description")


@dataclass(slots=True)
class Truth:
    """What a Word file says, gathered from its XML."""

    words: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    arranging: list[str] = field(default_factory=list)  # cells in one row or one column
    heads: set[str] = field(default_factory=set)  # what is printed above and below the pages
    paragraphs: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    links: int = 0
    pictures: int = 0


class Package:
    """The parts of a Word file, and the names of its styles."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        styles = self.part("word/styles.xml")
        found = [] if styles is None else list(styles.iter(f"{W}style"))
        self.styles = {one.get(f"{W}styleId"): one for one in found}

    def part(self, name: str) -> Any:
        """The root of a part, or nothing where there is none."""
        raw = self.parts.get(name)
        if raw is None:
            return None
        raw = raw.replace(STRICT, USUAL)
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, huge_tree=True))

    def chain(self, paragraph: Any) -> Iterator[Any]:
        """A paragraph's own settings, then those of its style and of what it is based on."""
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        name = None if named is None else named.get(f"{W}val")
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            based = self.styles[name].find(f"{W}basedOn")
            name = None if based is None else based.get(f"{W}val")

    def style(self, paragraph: Any) -> str:
        """The name of a paragraph's style."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self.styles.get(None if named is None else named.get(f"{W}val"))
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else str(name.get(f"{W}val"))

    def level(self, paragraph: Any) -> int:
        """The level of a heading, or 0: by the names of its styles or by an outline level."""
        for one in self.chain(paragraph):
            name = one.find(f"{W}name")
            said = "" if name is None else name.get(f"{W}val")
            if found := re.fullmatch(r"heading (\d)", said, re.IGNORECASE):
                return int(found[1])
            outline = one.find(f"{W}outlineLvl")
            if outline is None:
                outline = one.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None:
                level = int(outline.get(f"{W}val"))
                return level + 1 if level < 9 else 0
        return 0


def shown(node: Any) -> Iterator[str]:
    """The words that stand in a part of a paragraph, without boxes that float over it."""
    for one in node:
        if one.tag in GONE or one.tag == f"{W}txbxContent":
            continue
        if one.tag == f"{W}r" and _hidden(one):
            continue
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            yield " "
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from shown(one)


def _hidden(run: Any) -> bool:
    setting = run.find(f"{W}rPr/{W}vanish")
    return setting is not None and setting.get(f"{W}val") not in {"0", "false", "off"}


def said(node: Any) -> str:
    """The words of a paragraph, or of all paragraphs in something."""
    if node.tag == f"{W}p":
        return "".join(shown(node))
    return " ".join(said(one) for one in paragraphs(node))


def paragraphs(node: Any) -> Iterator[Any]:
    """Every paragraph that is shown, in order; those of a box follow the one it hangs on."""
    for one in node:
        if one.tag in GONE:
            continue
        if one.tag == f"{W}p":
            yield one
        yield from paragraphs(one)


def truth_of(path: Path) -> Truth:
    """All that a Word file says."""
    package = Package(path)
    main = next(name for name in package.parts if re.fullmatch(r"word/document\d*\.xml", name))
    body = package.part(main)[0]
    truth = Truth()
    asked = []
    for paragraph in paragraphs(body):
        if CONTENTS.match(package.style(paragraph)):
            continue
        words = said(paragraph)
        truth.words += _words(words)
        truth.paragraphs.add(_folded(words))
        level = 0 if _in_cell(paragraph) else package.level(paragraph)
        if level and _bare(words):
            truth.headings.append((level, _bare(words)))
        marks = (f"{W}footnoteReference", f"{W}endnoteReference")
        asked += [one for one in paragraph.iter(*marks) if not _gone(one)]
    _read_notes(package, asked, truth)
    for rows in (list(_rows(table)) for table in _tables(body)):
        full = [row for row in rows if row]
        if len(full) < 2 or max(map(len, full)) < 2:
            truth.arranging += [cell for row in full for cell in row]
        else:
            truth.rows += full
    names = [name for name in package.parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
    truth.heads = {_folded(said(p)) for name in names for p in paragraphs(package.part(name))}
    truth.heads -= truth.paragraphs | {""}
    _count_links(package, main, body, truth)
    return truth


def _read_notes(package: Package, asked: Sequence[Any], truth: Truth) -> None:
    for part, mark in (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")):
        root = package.part(f"word/{part}.xml")
        known = {} if root is None else {one.get(f"{W}id"): one for one in root}
        named = [one.get(f"{W}id") for one in asked if one.tag == f"{W}{mark}"]
        truth.notes += [said(known[one]) for one in named if one in known]
    for note in truth.notes:
        truth.words += _words(note)


def _count_links(package: Package, main: str, body: Any, truth: Truth) -> None:
    rels = package.part(f"word/_rels/{Path(main).name}.rels")
    outside = {
        one.get("Id")
        for one in ([] if rels is None else rels)
        if one.get("TargetMode") == "External"
        and re.match(r"(?:https?|mailto|tel):", one.get("Target"), re.IGNORECASE)
    }
    links = [one for one in body.iter(f"{W}hyperlink") if one.get(f"{R}id") in outside]
    truth.links = sum(bool("".join(shown(one)).strip()) and not _gone(one) for one in links)
    asked = [one.text or "" for one in body.iter(f"{W}instrText") if not _gone(one)]
    asked += [one.get(f"{W}instr") for one in body.iter(f"{W}fldSimple")]
    truth.links += sum(bool(re.match(r'\s*HYPERLINK\s+"(?:http|mailto)', one)) for one in asked)
    blips = [one.get(f"{R}embed") for one in body.iter(f"{A}blip") if not _gone(one)]
    truth.pictures = len([one for one in blips if one])


def _gone(node: Any) -> bool:
    return any(up.tag in GONE - {f"{W}pPr"} for up in node.iterancestors())


def _in_cell(node: Any) -> bool:
    return any(up.tag == f"{W}tc" for up in node.iterancestors())


def _tables(body: Any) -> Iterator[Any]:
    """Tables that stand in no other."""
    for table in body.iter(f"{W}tbl"):
        if not _in_cell(table) and not _gone(table):
            yield table


def _rows(table: Any) -> Iterator[list[str]]:
    """What the cells of each row say; one that goes on from above says nothing again."""
    for row in table.iter(f"{W}tr"):
        if (
            next(row.iterancestors(f"{W}tbl")) is not table
            or row.find(f"{W}trPr/{W}del") is not None
        ):
            continue
        cells = [one for one in row.iter(f"{W}tc") if next(one.iterancestors(f"{W}tr")) is row]
        yield [words for one in cells if (words := "".join(_words(said(one))))]


def _folded(text: str) -> str:
    return " ".join(_words(text))


def stepped(headings: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Levels without a gap, as every source has them: each at most one below what it is under."""
    above: list[int] = []
    made = []
    for level, words in headings:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        made.append((len(above), words))
    return made


def found_cells(truth: Truth, made: Text) -> tuple[int, int]:
    """How many cells of the truth stand in a row as they should.

    What a table of one row or one column says is looked for in the text: import opens those.
    """
    rows = [[cell for cell in row if cell] for row in made.rows]
    places: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for cell in set(row):
            places[cell].append(number)
    whole = "".join(made.words)
    found = sum(cell in whole for cell in truth.arranging)
    for row in truth.rows:
        met = [places[cell] for cell in row if cell in places]
        near = min(met, key=len, default=[])
        found += max((common(row, rows[at]) for at in near), default=0)
    return found, len(truth.arranging) + sum(map(len, truth.rows))


def row_of(path: Path, keep: Path | None) -> str:
    """One file brought in, and what was found, as a row of the table."""
    truth = truth_of(path)
    with TemporaryDirectory() as folder:
        arrival = bring_in(path, keep or Path(folder), force=True)
        front, body = arrival.source.read_text(encoding="utf-8").split("\n---\n", 1)
    told = yaml.safe_load(front.removeprefix("---\n"))
    values = [told.get(name, "") for name in FRONT]
    title = " ".join(" ".join(v) if isinstance(v, list) else str(v) for v in values)
    made = text_of(body.encode(), pandoc.MARKDOWN, title)
    return _told(truth, made, body, str(told["title"]), arrival)


def _told(truth: Truth, made: Text, body: str, title: str, arrival: Arrival) -> str:
    blocks: Any = pandoc.convert(body.encode(), pandoc.MARKDOWN)["blocks"]
    kinds = Counter(one["t"] for one in tree.walk(blocks))
    links = sum(
        one["t"] == "Link" and not one["c"][2][0].startswith("#") for one in tree.walk(blocks)
    )
    said = {words for _, words in made.headings}
    lists = re.compile("(?:tableof)?contents")
    headings = [one for one in truth.headings if one[1] in said or not lists.fullmatch(one[1])]
    if headings and _bare(title) in {words for _, words in headings}:
        at = next(i for i, (_, words) in enumerate(headings) if words == _bare(title))
        headings = headings[:at] + headings[at + 1 :]
    meant = stepped(headings)
    level = common(meant, made.headings)
    names = common([words for _, words in meant], [words for _, words in made.headings])
    same = common(truth.words, made.words)
    cells, of_cells = found_cells(truth, made)
    heads = sum(_folded(one) in truth.heads for one in made.paragraphs)
    flaws = {one.rule for one in arrival.diagnostics if not one.rule.endswith("-todo")} - TODO
    columns = [
        f"{len(truth.words):,}",
        f"{same / max(1, len(truth.words)):.4f}",
        f"{(len(made.words) - same) / max(1, len(made.words)):.3f}",
        _share(names, len(meant)),
        _share(level, len(meant)),
        _share(cells, of_cells),
        _share(kinds["Note"], len(truth.notes)),
        _share(links, truth.links),
        _share(kinds["Image"], truth.pictures),
        f"{heads}" if truth.heads else "",
        ", ".join(sorted(flaws)) or "passes",
    ]
    return " | ".join(columns)


def _share(found: int, wanted: int) -> str:
    return f"{found:,} of {wanted:,}" if found or wanted else ""


def main() -> None:
    """Tell of each file of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these files")
    parser.add_argument("--keep", type=Path, help="a folder for the sources that are made")
    asked = parser.parse_args()
    heads = "file,words,in order,more,headings,at level,cells,notes,links,pictures,heads left,check"
    print("| " + heads.replace(",", " | ") + " |")
    print("|---" + "|---:" * heads.count(",") + "|")
    for path in sorted(asked.folder.glob("*.doc[xm]")):
        if not asked.names or path.stem in asked.names:
            print(f"| {path.stem} | {row_of(path, asked.keep)} |", flush=True)


if __name__ == "__main__":
    main()
