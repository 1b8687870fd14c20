"""Reads a web page as a screen reader meets it, by lxml's HTML parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from coprod_formats.proof.readers.found import Found, UnreadableError, elements, squeeze

SILENT = {"script", "style", "template", "nav", "noscript", "head", "button", "select", "option"}
IN_LINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s"),
    *("small", "span", "strong", "sub", "sup", "time", "u", "var", "data", "img", "math"),
}
NOTES = (
    "//*[@role='doc-endnotes' or @role='doc-footnote']//li | //*[@role='doc-footnote'][not(.//li)]"
)
NOTE_PARTS = {"doc-endnotes", "doc-footnote", "doc-noteref", "doc-backlink"}


def read(path: Path) -> Found:
    """All that the page says, closed parts too."""
    return found(html.document_fromstring(path.read_bytes()))


def found(tree: etree._Element) -> Found:
    """All that a tree of HTML says."""
    body = tree.find("body")
    if body is None:
        raise UnreadableError("it has no body")
    pictures = [str(one.get("alt", "")) for one in body.iter("img")]
    return Found(
        words=squeeze("".join(_said(body))),
        headings=tuple(
            (int(one.tag[1]), _text(one)) for one in body.iter("h1", "h2", "h3", "h4", "h5", "h6")
        ),
        descriptions=tuple(filter(None, map(squeeze, pictures))),
        decorations=sum(not one for one in pictures),
        links=tuple(
            (_text(one), _target(tree, str(one.get("href", ""))))
            for one in body.iter("a")
            if one.get("role") not in NOTE_PARTS
            and not any(_is_silent(up) for up in one.iterancestors())
        ),
        notes=tuple(squeeze("".join(_said(one, inside=True))) for one in elements(body, NOTES)),
        tree=tree,
    )


def _text(node: etree._Element) -> str:
    return squeeze("".join(_said(node, inside=True)))


def _is_silent(node: etree._Element) -> bool:
    return (
        isinstance(node, etree._Comment)
        or node.tag in SILENT
        or node.get("aria-hidden") == "true"
        or node.get("hidden", "until-found") != "until-found"
    )


def _said(node: etree._Element, inside: bool = False) -> Iterator[str]:
    if _is_silent(node) or (not inside and node.get("role") in NOTE_PARTS):
        return
    named = node.get("alt") or node.get("alttext") or node.get("aria-label")
    edge = "" if node.tag in IN_LINE else "\n"
    yield edge
    if node.tag in {"img", "math", "video"} or node.get("role") in {"img", "math"}:
        yield named or ("" if node.tag == "img" else "".join(map(str, node.itertext())))
    else:
        yield node.text or ""
        for child in node:
            yield from _said(child, inside=inside and child.get("role") not in NOTE_PARTS)
            yield child.tail or ""
    yield edge


def _target(tree: etree._Element, href: str) -> str:
    if not href.startswith("#"):
        return href
    landings = [one for one in tree.iter() if one.get("id") == href[1:]]
    return "#" + (_text(landings[0])[:300] if landings else "nowhere")
