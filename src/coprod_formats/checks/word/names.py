"""What Microsoft's validator lets pass and Word stumbles over: names without owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coprod_formats.checks.word.opened import STYLES, Opened, start
from coprod_formats.wordprocessing.openxml import VAL, found, tag, words


def same_numbers(file: Opened) -> Iterator[str]:
    """Pictures that share a number."""
    numbers = Counter(one.get("id", "") for one in file.all(".//wp:docPr"))
    yield from (
        f"{times} pictures have the number {n}" for n, times in numbers.items() if times > 1
    )


def same_bookmarks(file: Opened) -> Iterator[str]:
    """Places that share a name."""
    names = Counter(one.get(tag("w:name"), "") for one in file.all(".//w:bookmarkStart"))
    yield from (f"{times} places are named {name}" for name, times in names.items() if times > 1)


def dangling_links(file: Opened) -> Iterator[str]:
    """Links to places that are not there."""
    names = {one.get(tag("w:name")) for one in file.all(".//w:bookmarkStart")}
    for link in file.all(".//w:hyperlink[@w:anchor and not(@r:id)]"):
        if link.get(tag("w:anchor")) not in names:
            yield f"the link “{start(words(link))}” leads nowhere"


def dangling_relations(file: Opened) -> Iterator[str]:
    """Pictures and addresses that the package lacks."""
    for name, root in file.texts:
        folder, _, last = name.rpartition("/")
        related = file.in_part(f"{folder}/_rels/{last}.rels", "//rel:Relationship")
        known = {one.get("Id") for one in related}
        for one in found(root, ".//@r:id/.. | .//@r:embed/.. | .//@r:link/.."):
            asked = {one.get(tag(f"r:{kind}")) for kind in ("id", "embed", "link")} - {None}
            yield from (f"{name} asks for {lost}, which is missing" for lost in asked - known)


def unknown_styles(file: Opened) -> Iterator[str]:
    """Styles that are used and not defined."""
    known = {one.get(tag("w:styleId")) for one in file.in_part(STYLES, "//w:style")}
    asked = {one.get(VAL) for one in file.all(".//w:pStyle | .//w:rStyle | .//w:tblStyle")}
    yield from (f"the style {name} is missing" for name in sorted(map(str, asked - known)))


def unknown_lists(file: Opened) -> Iterator[str]:
    """Lists that are used and not defined."""
    known = {one.get(tag("w:numId")) for one in file.in_part("word/numbering.xml", "//w:num")}
    asked = {one.get(VAL) for one in file.all(".//w:numPr/w:numId")}
    yield from (f"the list {name} is missing" for name in sorted(map(str, asked - known - {"0"})))
    for level in file.all(".//w:numPr/w:ilvl[@w:val > 8]"):
        yield f"a list is {level.get(VAL)} levels deep, and Word counts to 8"


def untitled(file: Opened) -> Iterator[str]:
    """Files that programs can call by their file name only."""
    if not any((one.text or "").strip() for one in file.in_part("docProps/core.xml", "//dc:title")):
        yield "the file has no title"


def without_language(file: Opened) -> Iterator[str]:
    """Files that voices cannot pronounce."""
    if not file.in_part(STYLES, "//w:rPrDefault/w:rPr/w:lang[@w:val!='']"):
        yield "the file does not say which language it is in"
