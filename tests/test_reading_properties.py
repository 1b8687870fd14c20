"""Whatever a source says, it is read or refused with its reasons; and its words come through."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_formats.diagnostics import SourceError
from coprod_formats.document import Block
from coprod_formats.reading import Reading, read
from coprod_formats.walking import blocks, notes, plain, sentences
from tests.drafts import FRONT, draft, reading

PIECES = st.sampled_from(
    [
        *"*_`~^$[](){}<>#|:!\\\"'-+.=&;\n\t 0a",
        "\n\n",
        "# ",
        "- ",
        "> ",
        "1. ",
        "::: ",
        ":::\n",
        "::: {.key-finding}\n",
        "::: {.table caption=x}\n",
        "::: {lang=cy}\n",
        "{.stat}",
        "{#a}",
        "{lang=fr}",
        "[^1]",
        "\n[^1]: ",
        "![x](img/a.svg)",
        "{.decorative}",
        "[x](#a)",
        "| a | b |\n|---|---|\n| c | d |\n",
        "<b>",
        "<!--",
        "-->",
        "$a$",
        "&#0;",
        "&amp;",
        "word ",
        "Dr. ",
        "End. ",
        "\\\n",
        "\u200b",
        "\u202e",
        "e\u0301",
        "😀",
        "日本。",
        "\ufeff",
        "- [ ] ",
        "Term\n: ",
        "```\n",
        "UCL ",
        "---\n",
    ]
)
MARKDOWN = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


def attempt(folder: Path, body: str, front: str = FRONT) -> Reading | SourceError:
    """What the draft says, or why it is refused."""
    try:
        return reading(folder, body, front)
    except SourceError as refusal:
        return refusal


def reasoned(refusal: SourceError, lines: int) -> None:
    """Each refusal has a reason and a place that is in the file."""
    assert refusal.diagnostics
    for one in refusal.diagnostics:
        assert one.message
        assert one.where is not None
        assert 1 <= one.where.line <= lines
        assert one.where.column >= 1


def sound(body: tuple[Block, ...]) -> None:
    """Every law of a document that its types do not tell."""
    bodies = [body, *(note.body for note in notes(body))]
    found = [one for each in bodies for one in sentences(each)]
    for one in found:
        words = plain(one.inlines)
        assert words
        assert words == words.strip()
    names = [one.id for one in found]
    names += [one.id for each in bodies for one in blocks(each) if hasattr(one, "id")]
    names += [one.id for one in notes(body)]
    assert len(names) == len(set(names))
    assert [one.number for one in notes(body)] == sorted({one.number for one in notes(body)})


@settings(max_examples=300)
@given(MARKDOWN)
@example("[^1]\n\n[^1]: [^1]")
@example("- \n-\n")
@example("x\r# \r\n")
@example("$a${lang=fr}")
@example("~\\\n*~ [*[\\\na\\\n]{.stat}*](https://e.org)")
@example("# \u200b")
@example("|a|\n|-|\n|![x](img/a.svg)|")
def test_any_text_is_read_or_refused_with_its_reasons(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        encoded = body.encode("utf-8", "replace").decode()
        made = attempt(Path(folder), encoded)
    if isinstance(made, Reading):
        sound(made.document.body)
    else:
        reasoned(made, len(re.split("\r\n|\r|\n", encoded)) + 6)


@given(
    st.binary(max_size=200) | st.binary(max_size=60).map(lambda raw: b"---\n" + raw + b"\n---\nx")
)
def test_any_bytes_are_read_or_refused_with_their_reasons(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "x.md")
        source.write_bytes(raw)
        try:
            made: Reading | SourceError = read(source, Path(folder))
        except SourceError as refusal:
            made = refusal
    assert isinstance(made, Reading) or made.diagnostics


PLAIN = st.sampled_from(
    ["we", "met", "Dr.", "Jones.", "Then", "e.g.", "(see", "p.", "4)", "it’s", "so!", "Why?", "Éa"]
)
PARAGRAPH = st.lists(PLAIN, min_size=1, max_size=25).map(" ".join)
SHAPES = ("{}", "- {}", "> {}", "# {}", "*{}*", "[{}](https://e.org)", "::: {{lang=cy}}\n{}\n:::")


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(SHAPES), PARAGRAPH), min_size=1, max_size=8))
def test_words_in_are_words_out(drafts: list[tuple[str, str]]) -> None:
    body = "\n\n<!-- -->\n\n".join(shape.format(f"So {text}") for shape, text in drafts)
    expected = " ".join(f"So {text}" for _, text in drafts)
    with tempfile.TemporaryDirectory() as folder:
        made = reading(Path(folder), body)
    found = " ".join(plain(one.inlines) for one in sentences(made.document.body))
    assert found == expected


def test_reading_twice_gives_the_same_document(tmp_path: Path) -> None:
    source = draft(tmp_path, "# A\n\nB *c.* D. B *c.*\n\n![Cat](img/a.svg)\n")
    assert read(source, tmp_path) == read(source, tmp_path)


@pytest.mark.parametrize("above", ["", "New words.\n\n", "\n\n\n"])
def test_what_stands_above_does_not_change_what_stands_below(tmp_path: Path, above: str) -> None:
    below = "# A\n\nB *c.* D.\n\n- e\n"
    (alone,) = reading(tmp_path, below).document.body
    assert reading(tmp_path, above + below).document.body[-1] == alone
