"""A text that is read piece by piece is read as it is as a whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from coprod_formats import pandoc
from coprod_formats.reading.notes import circles
from coprod_formats.reading.pieces import Pieces

ROOT = Path(__file__).parents[1]
SOURCES = [
    *sorted((ROOT / "sources").glob("*.md")),
    *sorted((ROOT / "tests/features").glob("*.md")),
]
WORDS = (
    "word",
    "*stressed*",
    "[a link](#first)",
    "`code`",
    "“quoted”",
    "> quoted",
    "",
    "# A",
)
TEXT = """# First

Words and [a link][there]. A note.[^n]

## Same

- one
- two

# Second

::: {.key-finding #finding}
## Same

Summary.

# Not a chapter
:::

```
# not a heading
```

# Third

Term
:   Meaning

[^n]: The note,
    with more.

    And a second paragraph.

[there]: https://example.org "Title"

# First

| a | b |
|---|---|
| 1 | 2 |
"""


def body(path: Path) -> str:
    """A source with its front matter blanked, as it is given to pandoc."""
    lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index("---", 1) if lines[0] == "---" else -1
    return "\n".join([""] * (end + 1) + lines[end + 1 :])


def edited(text: str, chance: Random) -> str:
    """The text with one small change, as people make them."""
    lines = text.split("\n")
    number = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[number] += f" {chance.choice(WORDS)}"
        case 1:
            lines.insert(number, chance.choice(WORDS))
        case 2:
            del lines[number]
        case _:
            lines[number] = lines[number][: len(lines[number]) // 2]
    return "\n".join(lines)


@pytest.mark.parametrize("path", SOURCES, ids=lambda one: one.stem)
def test_a_source_is_the_same_in_pieces(path: Path) -> None:
    pieces, text, chance = Pieces(), body(path), Random(1)  # noqa: S311 - nothing is kept secret here
    for _ in range(4):
        assert pieces.read(text) == pandoc.read(text)
        text = edited(text, chance)


@pytest.mark.parametrize("seed", range(12))
def test_a_text_is_the_same_after_every_change(seed: int) -> None:
    pieces, text, chance = Pieces(), TEXT, Random(seed)  # noqa: S311 - nothing is kept secret here
    for _ in range(10):
        assert pieces.read(text) == pandoc.read(text)
        text = edited(text, chance)


@pytest.mark.parametrize(
    "line",
    [
        "::: x",
        ":::",
        "<!-- a",
        "    ::: x",
        "```",
        "[^n]: twice",
        "[there]: elsewhere",
        "> [there]: e",
    ],
)
def test_what_reaches_further_is_read_as_a_whole(line: str) -> None:
    pieces = Pieces()
    pieces.read(TEXT)
    for after in ("Words and", "Summary.", "Term", "    with more."):
        text = TEXT.replace(after, f"{after}\n{line}\n", 1)
        if circles(text.splitlines(), ""):
            continue  # a note in itself is refused before pandoc would follow it for ever
        assert pieces.read(text) == pandoc.read(text)


def test_only_the_chapter_that_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    whole = pandoc.parsed

    def parsed(text: str) -> bytes:
        given.append(text)
        return whole(text)

    monkeypatch.setattr(pandoc, "parsed", parsed)
    pieces = Pieces()
    pieces.read(TEXT)
    pieces.read(TEXT)
    pieces.read(TEXT.replace("Meaning", "A meaning"))
    pieces.read(TEXT.replace("Meaning", "Its meaning"))
    assert len(given) == 3
    assert "Words and" in given[0]
    for text in given[1:]:
        assert "meaning" in text
        assert "Words and" not in text
        assert "The note," in text
        assert "## Same" in text
