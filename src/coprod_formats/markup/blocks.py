"""Blocks as XHTML: a new kind does not type-check until it has a line here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from coprod_formats.document import (
    Block,
    Break,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Idea,
    Item,
    KeyFinding,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sentence,
    Statistic,
    Table,
    Video,
)
from coprod_formats.markup.flavour import MEDIA_TYPES, Flavour
from coprod_formats.markup.inlines import page_turn, sentence, sentences, unlinked
from coprod_formats.markup.tables import table
from coprod_formats.markup.tags import attributes, language, text
from coprod_formats.walking import plain


def blocks(body: Iterable[Block], flavour: Flavour) -> str:
    """Every block, in order."""
    return "\n".join([block(node, flavour) for node in body])


def block(node: Block, flavour: Flavour) -> str:
    """One block and all that stands in it."""
    match node:
        case Paragraph(sentences=own):
            return f"<p>{sentences(own, flavour)}</p>"
        case Listing():
            return _listing(node, flavour)
        case Definitions(items=items):
            return f"<dl>\n{_lines(_definition(one, flavour) for one in items)}\n</dl>"
        case Quote():
            return _quote(node, flavour)
        case KeyFinding():
            return _finding(node, flavour)
        case Figure():
            return _figure(node, flavour)
        case Idea():
            return _idea(node, flavour)
        case Table():
            return _table(node, flavour)
        case Video():
            return _video(node, flavour)
        case CodeBlock(text=words):
            return f"<pre><code>{text(words)}</code></pre>"
        case Passage(body=body, language=tag):
            return f"<div{language(tag)}>\n{blocks(body, flavour)}\n</div>"
        case Break():
            return "<hr/>"
        case Section():
            heading = _heading(node.id, node.title, node.level, flavour)
            return f"<section>\n{heading}\n{blocks(node.body, flavour)}\n</section>"
        case _:
            assert_never(node)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _heading(name: str, title: Sentence, level: int, flavour: Flavour) -> str:
    rank = level - flavour.lifted
    return f"<h{rank}{attributes(id=name)}>{sentence(title, flavour)}</h{rank}>"


def _listing(node: Listing, flavour: Flavour) -> str:
    inner = _lines(_item(item, flavour) for item in node.items)
    if node.numbering:
        style = None if node.numbering == "1" else node.numbering
        start = None if node.start == 1 else node.start
        return f"<ol{attributes(type=style, start=start)}>\n{inner}\n</ol>"
    shown = _look(node.items)
    # said to be a list, since some browsers forget it where the style takes the bullets away
    role = "list" if shown else None
    return f"<ul{attributes(class_=shown, role=role)}>\n{inner}\n</ul>"


def _look(items: tuple[Item, ...]) -> str | None:
    if any(item.done is not None for item in items):
        return "tasks"
    return "statistics" if all(map(_opens_with_number, items)) else None


def _opens_with_number(item: Item) -> bool:
    match item.body[:1]:
        case (Paragraph(sentences=(Sentence(inlines=(Statistic(), *_)), *_)),):
            return True
        case _:
            return False


def _item(item: Item, flavour: Flavour) -> str:
    inner = blocks(item.body, flavour)
    if item.done is None:
        return f"<li>{inner}</li>"
    state = "done" if item.done else "to-do"
    word = flavour.labels.done if item.done else flavour.labels.to_do
    unseen = f"{text(word)}{flavour.labels.colon} "
    box = f'<span class="tick {state}"><span class="unseen">{unseen}</span></span>'
    return f"<li>{box}<div>{inner}</div></li>"


def _definition(entry: Definition, flavour: Flavour) -> str:
    meanings = [f"<dd>{blocks(body, flavour)}</dd>" for body in entry.bodies]
    return _lines((f"<dt>{sentence(entry.term, flavour)}</dt>", *meanings))


def _quote(node: Quote, flavour: Flavour) -> str:
    words = f"<blockquote>\n{blocks(node.body, flavour)}\n</blockquote>"
    if not node.source:
        return words
    source = f"<figcaption>— {sentences(node.source, flavour)}</figcaption>"
    return f'<figure class="quote">\n{words}\n{source}\n</figure>'


def _finding(node: KeyFinding, flavour: Flavour) -> str:
    detail = blocks(node.body, flavour)
    if node.body and flavour.folding:
        title = unlinked(node.title.inlines, flavour)
        detail = _folded(flavour.labels.read_more, title, detail)
    parts = (
        '<section class="finding">',
        _heading(node.id, node.title, node.level, flavour),
        f'<p class="summary">{sentences(node.summary.sentences, flavour)}</p>',
        detail,
        "</section>",
    )
    return _lines(filter(None, parts))


def _folded(label: str, about: str, inner: str, name: str | None = None) -> str:
    """Something that opens; its button is told from the others by what it is about."""
    button = f'{text(label)}<span class="unseen">: {about}</span>'
    summary = f"<summary><span>{button}</span></summary>"
    return f"<details{attributes(id=name)}>\n{summary}\n<div>\n{inner}\n</div>\n</details>"


def told_apart(page: str) -> str:
    """A page whose buttons have different names: a number follows the second of one name."""
    met: Counter[str] = Counter()

    def numbered(found: re.Match[str]) -> str:
        """The button with its number, where it needs one."""
        name = " ".join(re.sub(r"<[^>]*>", "", found[1]).split())
        met[name] += 1
        number = f'<span class="unseen"> ({met[name]})</span>' if met[name] > 1 else ""
        return f"<summary><span>{found[1]}{number}</span></summary>"

    return re.sub(r"<summary><span>(.*?)</span></summary>", numbered, page, flags=re.DOTALL)


def _figure(node: Figure, flavour: Flavour) -> str:
    image, described = node.image, node.description
    longer = f"{node.id}.longer" if node.long_description else None
    shown = attributes(
        id=described.id if described and flavour.spans else None,
        src=flavour.address(image),
        alt=plain(described.inlines) if described else "",
        width=image.width or None,
        height=image.height or None,
        aria_details=longer,
    )
    caption = sentences(node.caption, flavour)
    about = _about(node.caption, flavour) or text(plain(described.inlines) if described else "")
    parts = (
        page_turn(described, flavour) if described else "",
        f"<figure{attributes(id=node.id, class_=None if described else 'decoration')}>",
        f"<img{shown}/>",
        f"<figcaption>{caption}</figcaption>" if caption else "",
        *_closed(_longer(node.long_description, about, longer, flavour), flavour),
    )
    return _lines(filter(None, parts))


def _idea(node: Idea, flavour: Flavour) -> str:
    image, described = node.image, node.description
    shown = attributes(
        id=described.id if flavour.spans else None,
        src=flavour.address(image),
        alt=plain(described.inlines),
        width=image.width or None,
        height=image.height or None,
    )
    said = _lines(f"<p>{sentence(line, flavour)}</p>" for line in node.lines)
    meanings = "".join(f"<p>{sentence(line, flavour)}</p>" for line in node.explained)
    said += f'\n<div class="means">{meanings}</div>' if meanings else ""
    halves = (f"<img{shown}/>", f"<div>\n{said}\n</div>")
    ordered = halves if flavour.pictures == "left" else halves[::-1]
    return f'<div class="idea {flavour.pictures}">\n{_lines(ordered)}\n</div>'


def _closed(rest: str, flavour: Flavour) -> tuple[str, str]:
    """The end of a figure and what belongs to it, which stands outside where nothing folds."""
    return (rest, "</figure>") if flavour.folding else ("</figure>", rest)


def _about(caption: tuple[Sentence, ...], flavour: Flavour) -> str:
    return " ".join([unlinked(one.inlines, flavour) for one in caption])


def _longer(body: tuple[Block, ...], about: str, name: str | None, flavour: Flavour) -> str:
    if not body:
        return ""
    inner = blocks(body, flavour)
    if flavour.folding:
        return _folded(flavour.labels.longer_description, about, inner, name)
    return f"<div{attributes(id=name, class_='longer')}>\n{inner}\n</div>"


def _table(node: Table, flavour: Flavour) -> str:
    about = _about(node.caption, flavour)
    longer = f"{node.id}.longer" if node.long_description else None
    told = _longer(node.long_description, about or text(flavour.labels.table), longer, flavour)
    return _lines(filter(None, (table(node, longer, flavour), told)))


def _video(node: Video, flavour: Flavour) -> str:
    words = plain(node.description.inlines)
    poster = node.poster
    shown = attributes(
        controls=True,
        preload="none",
        poster=flavour.address(poster) if poster else None,
        width=poster.width if poster else None,
        height=poster.height if poster else None,
        aria_label=words,
    )
    kind = MEDIA_TYPES.get(node.file.suffix)
    source = f"<source{attributes(src=flavour.address(node.file), type=kind)}/>"
    captions = _captions(node, flavour)
    transcript = blocks(node.transcript, flavour)
    if node.transcript and flavour.folding:
        transcript = _folded(flavour.labels.transcript, text(words), transcript)
    described = sentence(node.description, replace(flavour, pages={}))
    parts = (
        page_turn(node.description, flavour),
        f"<figure{attributes(id=node.id, class_='video')}>",
        f"<video{shown}>{source}{captions}</video>",
        f"<figcaption>{described}</figcaption>",
        *_closed(transcript, flavour),
    )
    return _lines(filter(None, parts))


def _captions(node: Video, flavour: Flavour) -> str:
    if node.captions is None:
        return ""
    named = attributes(
        kind="captions",
        src=flavour.address(node.captions),
        srclang=flavour.language,
        label=flavour.labels.captions,
        default=True,
    )
    return f"<track{named}/>"
