"""Blocks of a document as Typst markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    Image,
    Item,
    KeyFinding,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.typesetting.inlines import (
    TYPEWRITER,
    Place,
    language,
    picture,
    sentence,
    sentences,
)
from coprod_formats.typesetting.literals import string, verbatim, words
from coprod_formats.typesetting.tables import table
from coprod_formats.walking import inlines, plain
from coprod_formats.walking import sentences as every_sentence

INDENT = 2.2  # em: how far lists, quotes and framed blocks stand in


def flow(body: Iterable[Block], place: Place) -> str:
    """Blocks one under the other, on pages or in a frame."""
    return "\n\n".join(_gathered(tuple(body), place))


def _gathered(body: tuple[Block, ...], place: Place) -> Iterator[str]:
    """Each block by itself, but for the two ideas that end a part."""
    match body:
        case (*before, Idea() as one, last) if _lone(last):
            yield from (_standing(block, place) for block in before)
            yield f"#together[{_standing(one, place)}\n\n{_standing(last, place)}]"
        case _:
            yield from (_standing(block, place) for block in body)


def _lone(block: Block) -> bool:
    """Whether a block is one idea, or one under a heading that begins no page."""
    match block:
        case Section(level=level, body=(Idea(),)):
            return level > 2
        case _:
            return isinstance(block, Idea)


def _standing(block: Block, place: Place) -> str:
    if isinstance(block, Paragraph):
        return f"#p[{_block(block, place)}]" if _running(block) else _block(block, place)
    own = () if place.notes_follow or isinstance(block, Section | Passage) else _notes(block)
    if not own:
        return _block(block, place)
    # Typst 0.15 can lose lines where notes and a frame break over pages together.
    bodies = (f"#body-of-note({one.number})[{blocks(one.body, place)}]" for one in own)
    return "\n\n".join((_block(block, replace(place, notes_follow=True)), *bodies))


def _notes(block: Block) -> tuple[Note, ...]:
    """The notes of a block, without those inside its notes."""
    own = (one for sentence in every_sentence((block,)) for one in inlines(sentence.inlines))
    return tuple(one for one in own if isinstance(one, Note))


def _running(block: Paragraph) -> bool:
    """Whether a paragraph is lines alone: neither displays nor notes go well into a frame."""
    displayed = any(
        isinstance(inline, Math) and inline.display
        for sentence in block.sentences
        for inline in sentence.inlines
    )
    return not displayed and not _notes(block)


def blocks(body: Iterable[Block], place: Place) -> str:
    """Blocks that go on where a mark stands: in an item, a meaning or a note."""
    return "\n\n".join(_block(block, place) for block in body)


def heading(title: Sentence, level: int, name: str, place: Place) -> str:
    """A heading that links can lead to."""
    shown = sentence(title, replace(place, room=place.room / SIZE_OF_HEADINGS))
    more = any(isinstance(one, Note | Picture | Math | Link) for one in inlines(title.inlines))
    alone = f", supplement: [{words(plain(title.inlines), place.room)}]" if more else ""
    made = f"#heading(level: {level}{alone})[{shown}]#label({string(name)})"
    return made if len(plain(title.inlines)) < LONG else f"#free-of-next[{made}]"


LONG = 160  # letters: Typst repeats headings that must stay together and fill more than a page
SIZE_OF_HEADINGS = 1.7  # at most, as a multiple of the body's


def _block(block: Block, place: Place) -> str:
    match block:
        case Paragraph(own):
            return sentences(own, place, displays=True)
        case Listing():
            return _listing(block, place.narrower(INDENT))
        case Definitions():
            return _definitions(block, place.narrower(INDENT))
        case Quote(body, source):
            by = f"[{sentences(source, place.narrower(INDENT))}]" if source else "none"
            return f"#quotation({by})[{flow(body, place.narrower(INDENT))}]"
        case KeyFinding():
            return _key_finding(block, place.narrower(INDENT))
        case Figure():
            return _figure(block, place)
        case Idea():
            return _idea(block, place)
        case Table():
            return _table(block, place)
        case Video():
            return _video(block, place.narrower(INDENT))
        case CodeBlock(text):
            return f"#listing({verbatim(text, place.narrower(INDENT).room * TYPEWRITER)})"
        case Passage(body, tag):
            return f"#[#set text({language(tag)})\n{flow(body, place)}]"
        case Break():
            return "#pause-in-text()"
        case Section(name, title, level, body):
            return f"{heading(title, level, name, place)}\n\n{flow(body, place)}"
        case _:
            assert_never(block)


def _listing(node: Listing, place: Place) -> str:
    bodies = "".join(f"[{_item(item, place)}],\n" for item in node.items)
    if any(item.done is not None for item in node.items):
        boxes = "".join(f"{_truth(item.done)}, " for item in node.items)
        return f"#tasks(({boxes}), {bodies})"
    if node.numbering:
        return f"#enum(numbering: {string(node.numbering + '.')}, start: {node.start}, {bodies})"
    return f"#list({bodies})"


def _item(item: Item, place: Place) -> str:
    said = "" if item.done is None else f"#task({_truth(item.done)}) "
    return said + blocks(item.body, place)


def _truth(claim: bool | None) -> str:
    return "none" if claim is None else str(claim).lower()


def _definitions(node: Definitions, place: Place) -> str:
    return f"#terms({''.join(_definition(entry, place) for entry in node.items)})"


def _definition(node: Definition, place: Place) -> str:
    meanings = "\n\n".join(blocks(body, place) for body in node.bodies)
    return f"terms.item([{sentence(node.term, place)}], [{meanings}]),\n"


def _key_finding(node: KeyFinding, place: Place) -> str:
    title = heading(node.title, node.level, node.id, place)
    summary = f"#summary[{flow((node.summary,), place)}]"
    whole = _truth(_short(node))
    return f"#key-finding({whole})[{title}\n\n{summary}\n\n{flow(node.body, place)}]"


def _short(node: KeyFinding) -> bool:
    """Whether a key finding looks better on one page than over two."""
    kinds = Paragraph | Listing
    said = " ".join(plain(sentence.inlines) for sentence in every_sentence((node,)))
    return len(said) < SHORT and all(isinstance(block, kinds) for block in node.body)


SHORT = 500  # letters


def _figure(node: Figure, place: Place) -> str:
    said = None if node.description is None else plain(node.description.inlines)
    caption = f"[{sentences(node.caption, place)}]" if node.caption else "none"
    name = string(node.id)
    shown = f"#figure-of({picture(node.image, said)}, {_size(node.image)}, {caption}, {name})"
    return shown + _longer(node.long_description, place)


def _idea(node: Idea, place: Place) -> str:
    beside = place.narrower(place.room * PICTURE)
    lines = "".join(f"[{sentence(line, beside)}], " for line in node.lines)
    meanings = "".join(f"[{sentence(line, beside)}], " for line in node.explained)
    shown = picture(node.image, plain(node.description.inlines))
    return f"#idea({shown}, {_shape(node.image)}, ({lines}), ({meanings}))"


PICTURE = 0.35  # of a line's room, which the picture of an idea takes


def _shape(image: Image) -> str:
    return f"{image.height / max(image.width, 1):.4f}"


def _table(node: Table, place: Place) -> str:
    grid = table(node, place)
    caption = f"[{sentences(node.caption, place)}]" if node.caption else "none"
    return f"#table-of({caption}, {string(node.id)})[{grid}]" + _longer(
        node.long_description, place
    )


def _longer(body: tuple[Block, ...], place: Place) -> str:
    return f"\n\n#longer[{flow(body, place.narrower(INDENT))}]" if body else ""


def _video(node: Video, place: Place) -> str:
    poster = "none"
    if node.poster:
        poster = f"({string(str(node.poster.path.absolute()))}, {_size(node.poster)})"
    title = f"[{sentence(node.description, place)}]"
    transcript = f"[{flow(node.transcript, place)}]"
    return f"#video({poster}, {title}, {transcript}, {string(node.id)})"


def _size(image: Image) -> str:
    """The size in points that a picture may have: drawings can grow without loss."""
    growth = GROWTH if image.suffix == ".svg" else 1
    return f"({image.width * 0.75 * growth:.2f}, {image.height * 0.75 * growth:.2f})"


GROWTH = 2.5
