"""What import writes is read as it was meant, whatever signs stand in the words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.importing import proving, tables, tree
from coprod_formats.importing.report import Report
from coprod_formats.importing.tidying import tidied
from coprod_formats.importing.tree import Node, Nodes
from tests.strategies import phrase

MARKS = ("Emph", "Strong", "Superscript", "Subscript")


def text(words: str) -> Nodes:
    """Words as import has them: here and there a space at an edge."""
    return tree.words(words)


@st.composite
def lines(draw: st.DrawFn, depth: int = 2) -> Nodes:
    """Words in which emphasis begins and ends anywhere, and stands inside other emphasis."""
    made: Nodes = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("", "", *MARKS, "Link", "Code", "Span", "Note")))
        if not kind or not depth:
            made += text(draw(phrase(3)))
        elif kind in MARKS:
            made.append(tree.node(kind, draw(lines(depth=depth - 1))))
        elif kind == "Code":
            made.append(tree.node("Code", [tree.attributes(), draw(phrase(2))]))
        elif kind == "Note":
            made.append(tree.node("Note", [tree.paragraph(draw(lines(depth=0)))]))
        elif kind == "Span":
            braces = tree.attributes("", [], {"lang": draw(st.sampled_from(("cy", 'a"\\b&amp;|')))})
            made.append(tree.node("Span", [braces, text(draw(phrase(2)))]))
        else:
            made.append(tree.link(text(draw(phrase(2))), "https://example.org/a(b|c\\d&amp;e"))
        made += draw(st.sampled_from(([], [tree.SPACE], [tree.node("LineBreak", None)])))
    return tree.trimmed(made)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> Node:
    """One block of any kind that import makes."""
    kind = draw(st.sampled_from(("Para", "Header", "List", "Quote", "Terms", "Table", "Code")))
    if kind == "Header" and depth == 2:
        return tree.heading(draw(st.integers(1, 5)), tables.trimmed_breaks(draw(lines())))
    if kind == "List" and depth:
        items = [[draw(blocks(depth=depth - 1))] for _ in range(draw(st.integers(1, 3)))]
        style = draw(st.sampled_from(("", "Decimal", "LowerAlpha", "UpperRoman")))
        start = draw(st.integers(0, 30))
        return tree.numbered(items, start, style) if style else tree.bullets(items)
    if kind == "Quote" and depth:
        return tree.node("BlockQuote", [draw(blocks(depth=depth - 1))])
    if kind == "Terms" and depth:
        term = tables.trimmed_breaks(draw(lines(depth=1)))
        body = [tree.paragraph(draw(lines()))]
        return tree.node("DefinitionList", [[term, [body]]])
    if kind == "Table":
        inner = [
            [tree.cell([tree.node("Plain", tables.trimmed_breaks(draw(lines(1))))]) for _ in "ab"]
            for _ in "cd"
        ]
        pairs = {"caption": draw(phrase(3))}
        table = tree.table(inner, 1)
        return tree.node("Div", [tree.attributes("", ["table"], pairs), [table]])
    if kind == "Code":
        return tree.node("CodeBlock", [tree.attributes("", ["text"]), draw(phrase(3))])
    return tree.paragraph(draw(lines()))


def bare(blocks: Nodes) -> str:
    """All the words and signs, with straight quotes and without spaces."""
    words = "".join(tree.plain(blocks, notes=True).split()).translate(proving.QUOTES)
    return unicodedata.normalize("NFC", words)


def shown(report: Report) -> list[str]:
    return [one.what for one in report.findings]


@settings(max_examples=60)
@given(drawn=st.lists(blocks(), min_size=1, max_size=4))
def test_what_is_drawn_is_read_as_it_was_meant(drawn: Nodes) -> None:
    report = Report("drawn")
    _, read = proving.proved(drawn, report)
    assert bare(read) == bare(drawn)


EDGES = {
    "a colon in bold before a word": ("Strong", "Note:", "text"),
    "a bracket in italics after a word": ("Emph", "(so)", "text"),
    "a space at the edge": ("Emph", " so ", "text"),
}


@pytest.mark.parametrize("edge", EDGES)
def test_emphasis_is_kept_where_signs_touch_it(edge: str) -> None:
    kind, inner, after = EDGES[edge]
    line = [tree.node("Str", "x"), tree.node(kind, [tree.node("Str", inner)])]
    line.append(tree.node("Str", after))
    report = Report("drawn")
    _, read = proving.proved([tree.paragraph(line)], report)
    assert [one["t"] for one in read[0]["c"]].count(kind) == 1
    assert shown(report) == []


def test_two_lists_stay_two() -> None:
    lists = [tree.bullets([[tree.paragraph(text(word))]]) for word in ("a", "b")]
    written, read = proving.proved(lists, Report("drawn"))
    assert [one["t"] for one in read if one["t"] != "RawBlock"] == ["BulletList", "BulletList"]
    assert written == "- a\n\n<!-- -->\n\n- b\n"


def test_plain_words_are_not_escaped() -> None:
    words = "It's 5 p.m. (at 3-4 £5): see a_b/c, “so” - 100% & more; A. B. and e.g. [no]"
    written, _ = proving.proved([tree.paragraph(text(words))], Report("drawn"))
    assert written == words.replace("[no]", "\\[no\\]") + "\n"


def test_emphasis_in_emphasis_is_said_once() -> None:
    inner = tree.node("Emph", [*text("a"), tree.node("Emph", text("b"))])
    assert tree.plain(tidied([inner])) == "ab"
    assert [one["t"] for one in tree.walk(tidied([inner]))] == ["Emph", "Str"]
