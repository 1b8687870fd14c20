"""Blocks of a document as Typst markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from coprod_formats.document import (
    Block,
    Break,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Image,
    Item,
    KeyFinding,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.typesetting.inlines import language, picture, sentence, sentences
from coprod_formats.typesetting.literals import string, verbatim
from coprod_formats.typesetting.tables import table
from coprod_formats.walking import plain

INDENT = 2.2  # em: how far lists, quotes and framed blocks stand in


def blocks(body: Iterable[Block], room: float) -> str:
    """Blocks one under the other; ``room`` is how many em fit on a line."""
    return "\n\n".join(_block(block, room) for block in body)


def heading(title: Sentence, level: int, name: str, room: float) -> str:
    """A heading that links can lead to."""
    words = sentence(title, room / SIZE_OF_HEADINGS, blocks)
    return f"#heading(level: {level})[{words}]#label({string(name)})"


SIZE_OF_HEADINGS = 1.7  # at most, as a multiple of the body's


def _block(block: Block, room: float) -> str:
    match block:
        case Paragraph(own):
            return sentences(own, room, blocks)
        case Listing():
            return _listing(block, room - INDENT)
        case Definitions():
            return _definitions(block, room - INDENT)
        case Quote(body, source):
            by = f"[{sentences(source, room - INDENT, blocks)}]" if source else "none"
            return f"#quotation({by})[{_paragraphs(body, room - INDENT)}]"
        case KeyFinding():
            return _key_finding(block, room - INDENT)
        case Figure():
            return _figure(block, room)
        case Table():
            return _table(block, room)
        case Video():
            return _video(block, room - INDENT)
        case CodeBlock(text):
            return f"#listing({verbatim(text)})"
        case Passage(body, tag):
            return f"#[#set text({language(tag)})\n{_paragraphs(body, room)}]"
        case Break():
            return "#pause-in-text()"
        case Section(name, title, level, body):
            return f"{heading(title, level, name, room)}\n\n{blocks(body, room)}"
        case _:
            assert_never(block)


def _paragraphs(body: Iterable[Block], room: float) -> str:
    """Blocks of which each paragraph is tagged as one, even where it stands alone."""
    return "\n\n".join(
        f"#par[{_block(block, room)}]" if isinstance(block, Paragraph) else _block(block, room)
        for block in body
    )


def _listing(node: Listing, room: float) -> str:
    bodies = "".join(f"[{_item(item, room)}],\n" for item in node.items)
    if any(item.done is not None for item in node.items):
        boxes = "".join(f"{_truth(item.done)}, " for item in node.items)
        return f"#tasks(({boxes}), {bodies})"
    if node.numbering:
        return f"#enum(numbering: {string(node.numbering + '.')}, start: {node.start}, {bodies})"
    return f"#list({bodies})"


def _item(item: Item, room: float) -> str:
    said = "" if item.done is None else f"#task({_truth(item.done)}) "
    return said + blocks(item.body, room)


def _truth(claim: bool | None) -> str:
    return "none" if claim is None else str(claim).lower()


def _definitions(node: Definitions, room: float) -> str:
    return f"#terms({''.join(_definition(entry, room) for entry in node.items)})"


def _definition(node: Definition, room: float) -> str:
    meanings = "\n\n".join(blocks(body, room) for body in node.bodies)
    return f"terms.item([{sentence(node.term, room, blocks)}], [{meanings}]),\n"


def _key_finding(node: KeyFinding, room: float) -> str:
    title = heading(node.title, node.level, node.id, room)
    summary = f"#summary[{_block(node.summary, room)}]"
    return f"#key-finding[{title}\n\n{summary}\n\n{blocks(node.body, room)}]"


def _figure(node: Figure, room: float) -> str:
    said = None if node.description is None else plain(node.description.inlines)
    caption = f"[{sentences(node.caption, room, blocks)}]" if node.caption else "none"
    name = string(node.id)
    shown = f"#figure-of({picture(node.image, said)}, {_size(node.image)}, {caption}, {name})"
    return shown + _longer(node.long_description, room)


def _table(node: Table, room: float) -> str:
    grid = table(node, room, blocks)
    caption = f"[{sentences(node.caption, room, blocks)}]" if node.caption else "none"
    return f"#table-of({caption}, {string(node.id)})[{grid}]" + _longer(node.long_description, room)


def _longer(body: tuple[Block, ...], room: float) -> str:
    return f"\n\n#longer[{blocks(body, room - INDENT)}]" if body else ""


def _video(node: Video, room: float) -> str:
    poster = "none"
    if node.poster:
        poster = f"({string(str(node.poster.path.absolute()))}, {_size(node.poster)})"
    title = f"[{sentence(node.description, room, blocks)}]"
    transcript = f"[{blocks(node.transcript, room)}]"
    return f"#video({poster}, {title}, {transcript}, {string(node.id)})"


def _size(image: Image) -> str:
    """The size in points that a picture may have: drawings can grow without loss."""
    growth = GROWTH if image.suffix == ".svg" else 1
    return f"({image.width * 0.75 * growth:.2f}, {image.height * 0.75 * growth:.2f})"


GROWTH = 2.5
