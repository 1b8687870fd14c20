"""How readers find their way in a book: contents, landmarks and printed pages, old style too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from itertools import count

from coprod_formats.document import FrontMatter
from coprod_formats.epub.parts import NOTES_FILE, TITLE_FILE, Part, homes, page
from coprod_formats.markup import NOTES, Entry, Flavour, attributes, ours, text

NAV_FILE = "nav.xhtml"
COVER_FILE = "cover.xhtml"
NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="{total}"/>
<meta name="dtb:maxPageNumber" content="{last}"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
{pages}</ncx>
"""


def entries(front: FrontMatter, outline: Sequence[Entry], made: Sequence[Part]) -> list[Entry]:
    """All that the contents name: the title page, the headings and the notes."""
    found = [Entry("", text(front.title)), *outline]
    found += [Entry(NOTES, text(part.title)) for part in made if part.file == NOTES_FILE]
    return found


def navigation(listed: Sequence[Entry], made: Sequence[Part], flavour: Flavour) -> str:
    """The file of contents, landmarks and printed pages."""
    words, places = flavour.labels, homes(made)
    own = ours(flavour)
    contents = _list(listed, places)
    opening = '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc.title">'
    heading = f'<h1 id="toc.title"{own}>{text(words.contents)}</h1>'
    body = [
        f"{opening}\n{heading}\n{contents}\n</nav>",
        _hidden("landmarks", None, words.landmarks, _landmarks(made, flavour), own),
    ]
    if flavour.pages:
        links = [
            f"<li><a{attributes(href=address)}>{number}</a></li>"
            for number, address in numbered(flavour.pages, places)
        ]
        body.append(_hidden("page-list", "doc-pagelist", words.pages, links, own))
    return page(words.contents, "frontmatter", "\n".join(body), flavour.language)


def _list(listed: Iterable[Entry], places: Mapping[str, str]) -> str:
    items = (
        f"<li><a{attributes(href=_address(one, places))}>{one.words}</a>"
        f"{_list(one.inner, places) if one.inner else ''}</li>"
        for one in listed
    )
    return "<ol>\n" + "\n".join(items) + "\n</ol>"


def _address(entry: Entry, places: Mapping[str, str]) -> str:
    return f"{places[entry.id]}#{entry.id}" if entry.id else TITLE_FILE


def _landmarks(made: Sequence[Part], flavour: Flavour) -> list[str]:
    words = flavour.labels
    start = next((part.file for part in made if part.matter == "bodymatter"), TITLE_FILE)
    named = [
        ("cover", COVER_FILE, words.cover),
        ("toc", f"{NAV_FILE}#toc", words.contents),
        ("bodymatter", start, words.start),
        *(("endnotes", part.file, words.notes) for part in made if part.file == NOTES_FILE),
    ]
    return [
        f'<li><a epub:type="{kind}" href="{address}"{ours(flavour)}>{text(said)}</a></li>'
        for kind, address, said in named
    ]


def _hidden(kind: str, role: str | None, title: str, items: Iterable[str], own: str) -> str:
    """A list for reading systems, which readers do not see as text."""
    named = attributes(role=role, id=kind, aria_labelledby=f"{kind}.title", hidden="hidden")
    heading = f'<h2 id="{kind}.title"{own}>{text(title)}</h2>'
    joined = "\n".join(items)
    return f'<nav epub:type="{kind}"{named}>\n{heading}\n<ol>\n{joined}\n</ol>\n</nav>'


def numbered(pages: Mapping[str, int], places: Mapping[str, str]) -> list[tuple[int, str]]:
    """Each printed page with the address where it begins."""
    found = ((number, f"page.{number}") for number in sorted(pages.values()))
    return [(number, f"{places[name]}#{name}") for number, name in found if name in places]


def ncx(
    front: FrontMatter,
    identifier: str,
    listed: Sequence[Entry],
    made: Sequence[Part],
    pages: Mapping[str, int],
) -> str:
    """The contents as EPUB 2 and Kindle readers know them."""
    places, order = homes(made), count(1)
    points = "\n".join(_point(one, places, order) for one in listed)
    found = numbered(pages, places)
    return NCX.format(
        language=front.language,
        identifier=identifier,
        depth=_depth(listed),
        total=len(found),
        last=max((number for number, _ in found), default=0),
        title=text(front.title),
        points=points,
        pages=_page_list(found, order) if found else "",
    )


def _point(entry: Entry, places: Mapping[str, str], order: count[int]) -> str:
    number = next(order)
    address = escape(_address(entry, places))
    inner = "".join(_point(one, places, order) for one in entry.inner)
    return (
        f'<navPoint id="point-{number}" playOrder="{number}"><navLabel>'
        f'<text>{text(bare(entry.words))}</text></navLabel><content src="{address}"/>'
        f"{inner}</navPoint>"
    )


def _page_list(found: Iterable[tuple[int, str]], order: count[int]) -> str:
    targets = "\n".join(
        f'<pageTarget id="page-{number}" type="normal" value="{number}" '
        f'playOrder="{next(order)}"><navLabel><text>{number}</text></navLabel>'
        f'<content src="{escape(address)}"/></pageTarget>'
        for number, address in found
    )
    return f"<pageList>\n<navLabel><text>Pages</text></navLabel>\n{targets}\n</pageList>\n"


def _depth(listed: Iterable[Entry]) -> int:
    return max((1 + _depth(one.inner) for one in listed), default=0)


def bare(markup: str) -> str:
    """The words of a piece of markup."""
    return unescape(re.sub(r"<[^<>]*>", "", markup))
