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
from coprod_formats.typesetting.inlines import TYPEWRITER, language, picture, sentence, sentences
from coprod_formats.typesetting.literals import string, verbatim, words
from coprod_formats.typesetting.tables import table
from coprod_formats.walking import inlines, plain
from coprod_formats.walking import sentences as every_sentence

INDENT = 2.2  # em: how far lists, quotes and framed blocks stand in


def flow(body: Iterable[Block], room: float) -> str:
    """Blocks one under the other, each paragraph a block; ``room`` is how many em fit on a line."""
    return "\n\n".join(
        f"#p[{_block(block, room)}]" if _running(block) else _block(block, room) for block in body
    )


def _running(block: Block) -> bool:
    """Whether a block is lines of text alone: Typst drops a display from inside a paragraph."""
    return isinstance(block, Paragraph) and not any(
        isinstance(inline, Math) and inline.display
        for sentence in block.sentences
        for inline in sentence.inlines
    )


def blocks(body: Iterable[Block], room: float) -> str:
    """Blocks that go on where a mark stands: in an item, a meaning or a note."""
    return "\n\n".join(_block(block, room) for block in body)


def heading(title: Sentence, level: int, name: str, room: float) -> str:
    """A heading that links can lead to."""
    shown = sentence(title, room / SIZE_OF_HEADINGS, blocks)
    more = any(isinstance(one, Note | Picture | Math | Link) for one in inlines(title.inlines))
    alone = f", supplement: [{words(plain(title.inlines), room)}]" if more else ""
    return f"#heading(level: {level}{alone})[{shown}]#label({string(name)})"


SIZE_OF_HEADINGS = 1.7  # at most, as a multiple of the body's


def _block(block: Block, room: float) -> str:
    match block:
        case Paragraph(own):
            return sentences(own, room, blocks, displays=True)
        case Listing():
            return _listing(block, room - INDENT)
        case Definitions():
            return _definitions(block, room - INDENT)
        case Quote(body, source):
            by = f"[{sentences(source, room - INDENT, blocks)}]" if source else "none"
            return f"#quotation({by})[{flow(body, room - INDENT)}]"
        case KeyFinding():
            return _key_finding(block, room - INDENT)
        case Figure():
            return _figure(block, room)
        case Table():
            return _table(block, room)
        case Video():
            return _video(block, room - INDENT)
        case CodeBlock(text):
            return f"#listing({verbatim(text, (room - INDENT) * TYPEWRITER)})"
        case Passage(body, tag):
            return f"#[#set text({language(tag)})\n{flow(body, room)}]"
        case Break():
            return "#pause-in-text()"
        case Section(name, title, level, body):
            return f"{heading(title, level, name, room)}\n\n{flow(body, room)}"
        case _:
            assert_never(block)


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
    summary = f"#summary[{flow((node.summary,), room)}]"
    whole = _truth(_short(node))
    return f"#key-finding({whole})[{title}\n\n{summary}\n\n{flow(node.body, room)}]"


def _short(node: KeyFinding) -> bool:
    """Whether a key finding looks better on one page than over two."""
    kinds = Paragraph | Listing
    said = " ".join(plain(sentence.inlines) for sentence in every_sentence((node,)))
    return len(said) < SHORT and all(isinstance(block, kinds) for block in node.body)


SHORT = 500  # letters


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
    return f"\n\n#longer[{flow(body, room - INDENT)}]" if body else ""


def _video(node: Video, room: float) -> str:
    poster = "none"
    if node.poster:
        poster = f"({string(str(node.poster.path.absolute()))}, {_size(node.poster)})"
    title = f"[{sentence(node.description, room, blocks)}]"
    transcript = f"[{flow(node.transcript, room)}]"
    return f"#video({poster}, {title}, {transcript}, {string(node.id)})"


def _size(image: Image) -> str:
    """The size in points that a picture may have: drawings can grow without loss."""
    growth = GROWTH if image.suffix == ".svg" else 1
    return f"({image.width * 0.75 * growth:.2f}, {image.height * 0.75 * growth:.2f})"


GROWTH = 2.5
