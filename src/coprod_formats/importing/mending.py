"""Pandoc's tree to one that our reader takes: what has no home there finds one, or is told lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coprod_formats.importing import signs, tables, tree
from coprod_formats.importing.brought import Brought
from coprod_formats.importing.headings import outlined
from coprod_formats.importing.pictures import TODO, Gallery, described
from coprod_formats.importing.report import Report
from coprod_formats.importing.tidying import UNSEEN
from coprod_formats.importing.tree import Node, Nodes
from coprod_formats.reading.front import language_tag

ALLOWED = re.compile(r"(?:https?|mailto|tel):\S", re.IGNORECASE)
MAIL = re.compile(r"[^@\s/:]+@[^@\s/]+\.\w+")
SITE = re.compile(r"(?:www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)


def mended(brought: Brought, language: str, gallery: Gallery, report: Report) -> Nodes:
    """The blocks as our dialect can say them."""
    mender = _Mender(language, gallery, report, _named(brought.blocks))
    blocks = mender.body(brought.blocks)
    blocks = outlined(blocks, brought.told, report)
    return _linked(blocks, report)


def _named(blocks: Nodes) -> set[str]:
    """The names that links inside the document lead to."""
    return {
        one["c"][2][0][1:]
        for one in tree.walk(blocks)
        if one["t"] == "Link" and one["c"][2][0].startswith("#")
    }


@dataclass(slots=True)
class _Mender:
    language: str
    gallery: Gallery
    report: Report
    wanted: set[str]
    inside: str = ""  # a list, a quotation or a note, where a heading cannot stand
    opens: bool = False  # whether it stands in what opens for detail

    def body(self, blocks: Sequence[Node]) -> Nodes:
        """Blocks, each mended."""
        return [one for block in blocks for one in self._block(block)]

    def _within(self, inside: str, blocks: Sequence[Node]) -> Nodes:
        outer, self.inside = self.inside, inside
        made = self.body(blocks)
        self.inside = outer
        return made

    def _block(self, block: Node) -> Iterator[Node]:
        kind, content = block["t"], _content(block)
        match kind:
            case "Para" | "Plain":
                yield from self._paragraph(kind, content)
            case "Header":
                yield from self._heading(content)
            case "BulletList":
                yield from self._items(content, None)
            case "OrderedList":
                yield from self._items(content[1], content[0])
            case "DefinitionList":
                yield from self._definitions(content)
            case "BlockQuote":
                inner = self._within("a quotation", content)
                if inner:
                    yield tree.node("BlockQuote", inner)
            case "Table":
                yield from self._table(block)
            case "Figure":
                yield from self._figure(content)
            case "Div":
                yield from self._div(content)
            case "LineBlock":
                lines = [self.line(one) for one in content]
                broken = [n for one in lines for n in (*one, {"t": "LineBreak"})]
                yield from self._paragraph("Para", tree.trimmed(broken))
            case "CodeBlock":
                if content[1].strip():
                    yield tree.node("CodeBlock", [tree.attributes("", ["text"]), content[1]])
            case "HorizontalRule":
                if not self.inside:
                    yield block
            case "RawBlock":
                self._tell_raw(content)

    def _tell_raw(self, content: list[str]) -> None:
        form, markup = content
        if not re.fullmatch(r"\s*(?:<!--.*?-->\s*)*", markup, re.DOTALL):
            self.report.lost(f"raw {form}: {' '.join(markup.split())[:80]}")

    def _paragraph(self, kind: str, inlines: Nodes) -> Iterator[Node]:
        made = tree.trimmed(self.line(inlines))
        if not tree.plain(made, notes=True) and not any(n["t"] == "Image" for n in made):
            return
        yield tree.node(kind, made)

    def _heading(self, content: list[Any]) -> Iterator[Node]:
        level, (name, _, _), inlines = content
        made = tree.trimmed(self.line(tables.trimmed_breaks(inlines)))
        pictures = [one for one in made if one["t"] == "Image"]
        made = tree.trimmed([one for one in made if one["t"] != "Image"])
        made = tables.unbolded(made)
        if made and self.inside:
            yield tree.paragraph([tree.node("Strong", made)])
        elif made:
            yield tree.heading(level, made, name if name in self.wanted else "")
        for picture in pictures:
            yield tree.paragraph([picture])

    def _items(self, items: list[Nodes], numbers: list[Any] | None) -> Iterator[Node]:
        made = [one for item in items if (one := self._within("a list", item))]
        if not made:
            return
        if numbers is None:
            yield tree.node("BulletList", made)
            return
        start, style, _ = numbers
        known = style["t"] in {"LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"}
        kind = style["t"] if known else "Decimal"
        yield tree.node("OrderedList", [[start, {"t": kind}, {"t": "Period"}], made])

    def _definitions(self, items: list[Any]) -> Iterator[Node]:
        made = []
        for term, bodies in items:
            words = tree.trimmed(self.line(term))
            meanings = [one for body in bodies if (one := self._within("a definition", body))]
            if words and meanings:
                made.append([words, meanings])
            elif words:
                yield tree.paragraph([tree.node("Strong", words)])
            else:
                for one in meanings:
                    yield from one
        if made:
            yield tree.node("DefinitionList", made)

    def _table(self, block: Node) -> Iterator[Node]:
        content = tree.rewritten(block["c"], self._changed, notes=False)
        yield from tables.mended(tree.node("Table", content), self.language, self.report)

    def _figure(self, content: list[Any]) -> Iterator[Node]:
        _, (_, caption), inner = content
        said = signs.harmless(tree.plain(caption, notes=True))
        blocks = self.body(inner)
        pictures = [one for one in tree.walk(blocks) if one["t"] == "Image"]
        if len(pictures) == 1 and _alone(blocks):
            picture = pictures[0]
            if said and said != tree.plain(picture["c"][1]):
                picture["c"][2][1] = said
            yield tree.paragraph([picture])
            return
        if any(one["t"] == "Div" and "table" in one["c"][0][1] for one in blocks) and said:
            for one in blocks:
                if one["t"] == "Div" and "table" in one["c"][0][1]:
                    one["c"][0][2] = [["caption", said], *one["c"][0][2]]
            said = ""
        yield from blocks
        if said:
            yield tree.paragraph(tree.words(said))

    def _div(self, content: list[Any]) -> Iterator[Node]:
        (name, classes, pairs), inner = content
        if "key-finding" in classes and not self.inside and not self.opens:
            yield from self._finding(inner)
            return
        language = _language(dict(pairs).get("lang", ""))
        made = self.body(inner)
        if name in self.wanted and made and made[0]["t"] == "Header" and not made[0]["c"][1][0]:
            made[0]["c"][1][0] = name
        foreign = language and language.split("-")[0] != self.language.split("-")[0]
        if foreign and made and not any(one["t"] == "Header" for one in made):
            yield tree.node("Div", [tree.attributes("", [], {"lang": language}), made])
        else:
            yield from made

    def _finding(self, inner: Nodes) -> Iterator[Node]:
        """What opens for detail, where its shape allows; else a strong line and what follows."""
        head, *rest = inner or [tree.paragraph([])]
        self.opens = True
        made = self.body(rest)
        self.opens = False
        words = tree.plain(head.get("c"))
        if made and made[0]["t"] == "Para" and not any(n["t"] == "Header" for n in made):
            self.report.guessed("what could be opened was made a key finding", words=words)
            level = int(head["c"][0]) if head["t"] == "Header" else 1
            head = tree.heading(level, self.line(tables.flat([head])))
            yield tree.node("Div", [tree.attributes("", ["key-finding"]), [head, *made]])
            return
        if words:
            yield tree.paragraph([tree.node("Strong", self.line(tables.flat([head])))])
        yield from made

    def line(self, inlines: Sequence[Node]) -> Nodes:
        """Inlines that our dialect has."""
        made: Nodes = tree.rewritten(list(inlines), self._changed, notes=False)
        return made

    def _changed(self, node: Node) -> Nodes | None:
        kind, content = node["t"], _content(node)
        match kind:
            case "Str":
                kept = UNSEEN.sub("", content)
                return None if kept == content else [tree.node("Str", kept)] if kept else []
            case "Superscript" if content and content[0]["t"] in {"Link", "Span", "Image"}:
                return list(content)
            case "Emph" | "Strong" | "Superscript" | "Subscript":
                return None if tree.plain(content, notes=True) or _pictured(content) else content
            case "Underline":
                return [tree.node("Emph", content)] if tree.plain(content) else content
            case "SmallCaps":
                return list(content)
            case "Strikeout":
                return self._struck(content)
            case "Cite":
                return list(content[1])
            case "Span":
                return self._span(content)
            case "Link":
                return self._link(content)
            case "Image":
                return self._image(content)
            case "Math":
                return self._math(node)
            case "Code":
                return [tree.node("Code", [tree.attributes(), content[1]])] if content[1] else []
            case "Note":
                return self._note(content)
            case "RawInline":
                if "<!--" not in content[1] and not content[1].startswith("</"):
                    self._tell_raw(content)
                return []
            case _:
                return None

    def _struck(self, inlines: Nodes) -> Nodes:
        words = tree.plain(inlines)
        self.report.guessed("words that were struck out say so in brackets", words=words)
        opened, closed = tree.words("(struck out:"), tree.node("Str", ")")
        return [*opened, tree.SPACE, *inlines, closed]

    def _span(self, content: list[Any]) -> Nodes:
        (_, classes, pairs), inner = content
        language = _language(dict(pairs).get("lang", ""))
        if "stat" in classes and tree.plain(inner):
            return [tree.node("Span", [tree.attributes("", ["stat"]), inner])]
        if language and language.split("-")[0] != self.language.split("-")[0] and tree.plain(inner):
            return [tree.node("Span", [tree.attributes("", [], {"lang": language}), inner])]
        return list(inner)

    def _link(self, content: list[Any]) -> Nodes:
        _, inner, (target, _) = content
        target = _target(target)
        if _pictured(inner) or not tree.plain(inner):
            address = tree.words(target.removeprefix("mailto:")) if ALLOWED.match(target) else []
            inner = [*inner, *(address if not _pictured(inner) else [])]
            if not address or _pictured(inner):
                return list(inner)
        if not ALLOWED.match(target) and not target.startswith("#"):
            if target:
                what = f"a link that works in no format: {target[:80]}"
                self.report.lost(what, words=tree.plain(inner))
            return list(inner)
        return [tree.link(_unlinked(inner), target)]

    def _image(self, content: list[Any]) -> Nodes:
        (name, classes, _), inner, (target, title) = content
        path = self.gallery.place(target)
        said = tree.plain(inner)
        words = described(said)
        if not path:
            return [tree.node("Emph", tree.words(f"Picture: {words}"))] if words else []
        if "decorative" in classes:
            return [tree.node("Image", [tree.attributes("", ["decorative"]), [], [path, ""]])]
        if not words:
            words = f"{TODO}; a program said: {said}" if said and " " in said else TODO
        if words.startswith("TODO"):
            self.report.todo("a picture needs its description", words=path)
        else:
            self.report.kept("descriptions of pictures")
        caption = "" if title.startswith("fig:") or title == said else signs.harmless(title)
        kept = name if name in self.wanted else ""
        return [tree.image(path, words, caption, kept)]

    def _math(self, node: Node) -> Nodes:
        tex = node["c"][1].strip()
        if not tex:
            return []
        self.report.todo("a formula needs its words", words=tex[:40])
        alt = {"alt": "TODO: say this formula in words"}
        return [tree.node("Span", [tree.attributes("", [], alt), [node]])]

    def _note(self, blocks: Nodes) -> Nodes:
        outer, self.inside = self.inside, "a note"
        made = self.body(_without_notes(blocks))
        self.inside = outer
        return [tree.node("Note", made)] if made else []


def _without_notes(blocks: Nodes) -> Nodes:
    """A note inside a note stands in brackets."""

    def change(node: Node) -> Nodes | None:
        if node["t"] != "Note":
            return None
        return [tree.SPACE, tree.node("Str", "("), *tables.flat(node["c"]), tree.node("Str", ")")]

    made: Nodes = tree.rewritten(blocks, change)
    return made


def _content(node: Node) -> Any:
    return node.get("c")


def _pictured(nodes: Nodes) -> bool:
    return any(one["t"] == "Image" for one in tree.walk(nodes))


def _unlinked(nodes: Nodes) -> Nodes:
    made: Nodes = tree.rewritten(nodes, lambda one: one["c"][1] if one["t"] == "Link" else None)
    return made


def _alone(blocks: Nodes) -> bool:
    return len(blocks) == 1 and not tree.plain(
        [n for n in blocks[0].get("c", []) if isinstance(n, dict) and n["t"] != "Image"]
    )


def _target(target: str) -> str:
    target = target.strip()
    if MAIL.fullmatch(target):
        return f"mailto:{target}"
    return f"https://{target.lstrip('/')}" if SITE.fullmatch(target.lstrip("/")) else target


def _language(tag: str) -> str:
    try:
        return language_tag(tag) if tag else ""
    except ValueError:
        return ""


def _linked(blocks: Nodes, report: Report) -> Nodes:
    """Links inside the document that lead nowhere are words again."""
    there = {
        one["c"][0][0] if one["t"] != "Header" else one["c"][1][0]
        for one in tree.walk(blocks)
        if one["t"] in {"Header", "Image", "Div"}
    }

    def change(node: Node) -> Nodes | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
            return None
        if node["c"][2][0][1:] in there:
            return None
        report.lost("a link to a place that has no heading", words=tree.plain(node["c"][1]))
        return list(node["c"][1])

    made: Nodes = tree.rewritten(blocks, change)
    return made
