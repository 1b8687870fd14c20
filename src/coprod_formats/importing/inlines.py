"""Words inside a line as our dialect has them: emphasis, links, pictures, formulas and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coprod_formats.importing import signs, tables, tree
from coprod_formats.importing.decorations import CLASS, MARK
from coprod_formats.importing.pictures import TODO, Gallery, described
from coprod_formats.importing.report import Report
from coprod_formats.importing.tidying import UNSEEN
from coprod_formats.importing.tree import Node, Nodes
from coprod_formats.languages import primary
from coprod_formats.reading.front import language_tag

ALLOWED = re.compile(r"(?:https?|mailto|tel):\S", re.IGNORECASE)
MAIL = re.compile(r"[^@\s/:]+@[^@\s/]+\.\w+")
SITE = re.compile(r"(?:www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lines:
    """Mends inlines; ``note`` mends the blocks of a note."""

    language: str
    gallery: Gallery
    report: Report
    note: Callable[[Nodes], Nodes]

    def foreign(self, braces: list[Any]) -> str:
        """The language that braces name, where it is not the document's."""
        tag = _language(dict(braces[2]).get("lang", ""))
        return "" if primary(tag) == primary(self.language) else tag

    def table(self, content: list[Any]) -> Node:
        """A table with its words mended; a picture in a cell says its caption in the text."""
        changed = tree.rewritten(content, self._changed, notes=False)
        return tree.node("Table", tree.rewritten(changed, _uncaptioned))

    def line(self, inlines: Sequence[Node]) -> Nodes:
        """Inlines that our dialect has."""
        made: Nodes = tree.rewritten(list(inlines), self._changed, notes=False)
        if all(one["t"] in {"Image", *tree.BLANK} for one in made):
            return made
        return list(tree.rewritten(made, _uncaptioned))

    def _changed(self, node: Node) -> Nodes | None:
        kind: str = node["t"]
        content: Any = node.get("c")
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
                    self.report.lost(f"raw {content[0]}: {' '.join(content[1].split())[:80]}")
                return []
            case _:
                return None

    def _struck(self, inlines: Nodes) -> Nodes:
        words = tree.plain(inlines)
        self.report.guessed("words that were struck out say so in brackets", words=words)
        opened, closed = tree.words("(struck out:"), tree.node("Str", ")")
        return [*opened, tree.SPACE, *inlines, closed]

    def _span(self, content: list[Any]) -> Nodes:
        braces, inner = content
        if "stat" in braces[1] and tree.plain(inner):
            return [tree.node("Span", [tree.attributes("", ["stat"]), inner])]
        language = self.foreign(braces)
        if language and tree.plain(inner):
            return [tree.node("Span", [tree.attributes("", [], {"lang": language}), inner])]
        return list(inner)

    def _link(self, content: list[Any]) -> Nodes:
        _, inner, (target, _) = content
        target = _target(target)
        if tree.plain(inner) and not tree.plain(_without_formulas(inner)):
            if target:
                self.report.lost(f"a link that is a formula alone: {target[:80]}")
            return list(inner)
        if _pictured(inner) or not tree.plain(inner):
            address = tree.words(target.removeprefix("mailto:")) if ALLOWED.match(target) else []
            inner = [*inner, *(address if not _pictured(inner) else [])]
            if address and _pictured(inner):
                self.report.lost(f"a link around a picture: {target[:80]}")
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
        words = described(said) if said != MARK else ""
        if not path:
            return [tree.node("Emph", tree.words(f"Picture: {words}"))] if words else []
        if CLASS in classes or said == MARK:
            return [tree.node("Image", [tree.attributes("", [CLASS]), [], [path, ""]])]
        if not words:
            words = f"{TODO}; a program said: {said}" if said and " " in said else TODO
        if words.startswith("TODO"):
            self.report.todo("a picture needs its description", words=path)
        else:
            self.report.kept("descriptions of pictures")
        caption = "" if title.startswith("fig:") or title == said else signs.harmless(title)
        return [tree.image(path, words, caption, name)]

    def _math(self, node: Node) -> Nodes:
        kind, tex, *words = node["c"]
        if not tex.strip():
            return []
        alt = signs.harmless(words[0]) if words else "TODO: say this formula in words"
        if not words:
            self.report.todo("a formula needs its words", words=tex.strip()[:40])
        formula = tree.node("Math", [kind, tex.strip()])
        return [tree.node("Span", [tree.attributes("", [], {"alt": alt}), [formula]])]

    def _note(self, blocks: Nodes) -> Nodes:
        made = self.note(_without_notes(blocks))
        return [tree.node("Note", made)] if made else []


def _without_notes(blocks: Nodes) -> Nodes:
    """A note inside a note stands in brackets."""

    def change(node: Node) -> Nodes | None:
        """A note's words in brackets."""
        if node["t"] != "Note":
            return None
        return [tree.SPACE, tree.node("Str", "("), *tables.flat(node["c"]), tree.node("Str", ")")]

    made: Nodes = tree.rewritten(blocks, change)
    return made


def _uncaptioned(node: Node) -> Nodes | None:
    """A picture in a line without a name; its caption follows it in brackets."""
    if node["t"] != "Image":
        return None
    (_, classes, pairs), words, (target, caption) = node["c"]
    bare = tree.node("Image", [["", classes, pairs], words, [target, ""]])
    return [bare, tree.SPACE, *tree.words(f"({caption})")] if caption else [bare]


def _pictured(nodes: Nodes) -> bool:
    return any(one["t"] == "Image" for one in tree.walk(nodes))


def _without_formulas(nodes: Nodes) -> Nodes:
    made: Nodes = tree.rewritten(nodes, lambda one: [] if one["t"] == "Math" else None)
    return made


def _unlinked(nodes: Nodes) -> Nodes:
    made: Nodes = tree.rewritten(nodes, lambda one: one["c"][1] if one["t"] == "Link" else None)
    return made


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
