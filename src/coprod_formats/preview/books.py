"""Books by chapters: EPUB, Kindle, and those that are heard as well as read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from coprod_formats.daisy import opened as talking
from coprod_formats.document import Document
from coprod_formats.epub.heard import Heard, heard
from coprod_formats.epub.opened import Book, every, opened, said
from coprod_formats.kindle.chapters import chapters
from coprod_formats.kindle.reader import books
from coprod_formats.markup import attributes, text
from coprod_formats.preview.shown import FILES, File, Shown, file, frame

XHTML = "application/xhtml+xml"
CLIPS = "clips.json"
NEWER = "This is how newer Kindles show it. Older ones show plainer letters and no colours."
Chapter = tuple[str, str]  # a file and its title


def epub(document: Document, folder: Path, title: str) -> Iterator[Shown]:
    """The chapters of an e-book; one that is read aloud has a player over them."""
    (path,) = folder.glob(f"{document.slug}*.epub")
    book = opened(path)
    contents = _names(book)
    listed = [(name, contents.get(name) or _title(book, name)) for name in book.spine]
    kinds = {one.file: one.kind for one in book.items.values()}
    content = {name: File(book.files[name], kinds[name]) for name in book.files if name in kinds}
    yield _shown(listed, content, tuple(heard(book)), f"{title}: {document.front.title}")


def _names(book: Book) -> Mapping[str, str]:
    """The words by which the table of contents leads to each file."""
    from coprod_formats.epub.opened import target

    found: dict[str, str] = {}
    tree = book.trees.get(book.nav)
    for link in every(tree, "//h:nav[@e:type='toc']//h:a") if tree is not None else ():
        found.setdefault(target(book.nav, str(link.get("href")))[0], said(link))
    return found


def _title(book: Book, name: str) -> str:
    titles = every(book.trees[name], "//h:title") if name in book.trees else []
    return said(titles[0]) if titles else name


def kindle(document: Document, folder: Path, title: str) -> Iterator[Shown]:
    """The chapters of the newer of the two books."""
    path = folder / f"{document.slug}.azw3"
    found = chapters(books(path.read_bytes())[-1])
    content = {name: File(text, XHTML) for name, text in found.texts.items()}
    content |= {name: file(name, one) for name, one in found.others.items()}
    listed = [(name, _named(one, name)) for name, one in found.texts.items()]
    made = _shown(listed, content, (), f"{title}: {document.front.title}")
    yield Shown(made.fragment, made.files, NEWER)


def _named(page: bytes, name: str) -> str:
    from html import unescape

    found = page.partition(b"<title>")[2].partition(b"</title>")[0].decode()
    return unescape(found) or name


def daisy(document: Document, folder: Path, title: str) -> Iterator[Shown]:
    """A talking book: its text, with a player that marks what is heard."""
    book = talking.opened(folder / f"{document.slug}-daisy.zip")
    content = {name: file(name, one) for name, one in book.files.items()}
    content["content.html"] = File(book.files["content.html"], XHTML)
    yield _shown([("content.html", "")], content, book.heard, f"{title}: {document.front.title}")


def _shown(
    listed: Sequence[Chapter], content: dict[str, File], phrases: Sequence[Heard], title: str
) -> Shown:
    parts = []
    if phrases:
        content = content | {CLIPS: file(CLIPS, _clips(phrases))}
        parts.append(_player(phrases, content[CLIPS], title))
    if len(listed) > 1:
        parts.append(_contents(listed, content))
    name = listed[0][0]
    parts.append(frame(name, content[name], title, still=True))
    return Shown(f'<div class="book">\n{"".join(parts)}\n</div>', content)


def _contents(listed: Iterable[Chapter], content: Mapping[str, File]) -> str:
    items = "\n".join(
        f"<li><a{attributes(href=_address(name, content[name]), target='frame')}>"
        f"<span>{text(words)}</span></a></li>"
        for name, words in listed
    )
    return f'<nav class="chapters" aria-label="Chapters">\n<ol>\n{items}\n</ol>\n</nav>\n'


def _address(name: str, one: File) -> str:
    return f"{FILES}{name}?d={one.digest}"


def _player(phrases: Sequence[Heard], clips: File, title: str) -> str:
    named = attributes(
        id="player",
        controls=True,
        preload="metadata",
        src=f"{FILES}{phrases[0].sound}",
        aria_label=title,
        data_clips=_address(CLIPS, clips),
    )
    return f"<audio{named}></audio>\n"


def _clips(phrases: Iterable[Heard]) -> bytes:
    told = [[one.text, one.place, one.sound, one.start, one.end] for one in phrases]
    return json.dumps(told).encode()
