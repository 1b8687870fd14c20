"""Footnotes of web pages and books in the one shape that pandoc knows, wherever they stand."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

TYPE = "{http://www.idpf.org/2007/ops}type"
CALLS = re.compile(r"#(?:_ftn|_edn|cite_note|fn|footnote|endnote|note|en)[-_:.]?\w*", re.IGNORECASE)
MARK = re.compile(r"\W*(?:\d{1,3}|[ivxlc]{1,5}|[a-z]|[*†‡§]+)\W*", re.IGNORECASE)
BACK = re.compile(r"[\s↩↑^⏎←\ufe0e\ufe0f]*|\W*(?:\d{1,3}|[*†‡])\W*")
HOLDERS = ("li", "aside", "p", "div", "dd", "td")


def gathered(body: Any) -> None:
    """Move each note that is called from the text to one list at the end of the body."""
    named = {one.get("id") or one.get("name"): one for one in body.xpath(".//*[@id or @name]")}
    bodies: dict[Any, int] = {}
    calls = [
        (call, holder)
        for call in body.xpath(".//a[@href]")
        if (target := named.get((call.get("href") or "").removeprefix("#"))) is not None
        and _calls(call, target)
        and (holder := _holder(target)) is not None
        and call not in set(holder.iter())
    ]
    for call, holder in calls:
        number = bodies.setdefault(holder, len(bodies) + 1)
        call.set("href", f"#fn{number}")
        call.set("role", "doc-noteref")
        call.set("class", "footnote-ref")
        for child in list(call):
            call.remove(child)
        call.text = str(number)
        _freed(call)
    if bodies:
        _listed(body, bodies)


def _calls(call: Any, target: Any) -> bool:
    """Whether a link is the mark of a note, and not the way back from one."""
    kinds = f"{call.get('role', '')} {call.get(TYPE, '')} {call.get('epub:type', '')}"
    if "backlink" in kinds:
        return False
    if "noteref" in kinds:
        return True
    words = "".join(call.itertext())
    if (call.get("href") or "").startswith("#ftn."):  # DocBook's, whose ways back are named else
        return bool(MARK.fullmatch(words))
    looks = bool(MARK.fullmatch(words)) and bool(CALLS.match(call.get("href") or ""))
    return looks and not _is_way_back(call, target)


def _is_way_back(call: Any, target: Any) -> bool:
    """A way back stands in a list of notes, and leads to a raised mark."""
    raised = target.getparent() is not None and any(
        one.tag == "sup" for one in [target, *target.iterancestors(), *target.iter("sup")]
    )
    return raised and call.getparent().tag != "sup"


def _holder(target: Any) -> Any:
    """The element that holds a whole note."""
    for one in [target, *target.iterancestors()]:
        if one.tag in HOLDERS:
            return one
        if one.tag in {"body", "section", "article", "main"}:
            return None
    return None


def _freed(call: Any) -> None:
    """Take the mark out of the raised letters that it stands in alone."""
    parent = call.getparent()
    if parent.tag == "sup" and "".join(parent.itertext()).strip("[]() ") == call.text:
        parent.text = None
        call.tail = None
        parent.drop_tag()


def _listed(body: Any, bodies: dict[Any, int]) -> None:
    section: Any = html.Element("section", role="doc-endnotes")
    section.set("class", "footnotes")
    rows = html.Element("ol")
    section.append(rows)
    lists = {holder.getparent() for holder in bodies}
    for holder, number in bodies.items():
        row = html.Element("li", id=f"fn{number}")
        for back in holder.xpath(".//a[@href]"):
            words = "".join(back.itertext())
            if "backlink" in back.get("role", "") or (
                back.get("href", "").startswith("#") and BACK.fullmatch(words)
            ):
                back.text = None
                for child in list(back):
                    back.remove(child)
                back.drop_tag()
        inner: Any = html.Element("div" if holder.xpath("./p|./div|./ul|./ol") else "p")
        inner.text = holder.text
        inner.extend(list(holder))
        row.append(inner)
        rows.append(row)
        holder.getparent().remove(holder)
    _swept(lists)
    body.append(section)


def _swept(lists: set[Any]) -> None:
    """Take away what held the notes, where nothing is left in it but its heading."""
    for one in lists:
        holder = one
        while holder is not None and holder.tag not in {"body", "main", "article"}:
            heads = set(holder.xpath(".//h1|.//h2|.//h3|.//h4|.//hr"))
            heads_words = "".join("".join(h.itertext()) for h in heads)
            if "".join(holder.itertext()).split() != heads_words.split():
                break
            parent = holder.getparent()
            if parent is None:
                break
            parent.remove(holder)
            holder = parent
