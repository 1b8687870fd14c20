"""The worksheet for easy read: nothing is left out, nothing is changed in what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_formats.derive.worksheet import worksheet
from coprod_formats.linting.numbers import numbers
from coprod_formats.linting.rewriting import divided, rewritten
from coprod_formats.reading import read
from tests.drafts import FRONT, draft
from tests.projects import Project
from tests.shelf import PROJECT

REWRITTEN = {
    "We don't, can't and won't.": "We do not, cannot and will not.",
    "They’re here, we've seen, I’m sure.": "They are here, we have seen, I am sure.",
    "It's so, and they'd know.": "It's so, and they'd know.",  # is or has, had or would
    "Two dogs and twenty-five cats.": "2 dogs and 25 cats.",
    "One idea, and one of two hundred and five.": "One idea, and one of 205.",
    "A hundred people came, and a thousand more.": "100 people came, and 1,000 more.",
    "Two thirds came, half of them late, a quarter twice.": (
        "Two thirds came, half of them late, a quarter twice."
    ),
    "On 3/5/2026 and 2026-05-03.": "On 3 May 2026 and 3 May 2026.",
    "On 31/2/2026.": "On 31/2/2026.",
    "Pets, e.g. dogs, i.e. animals, etc.": "Pets, for example dogs, that is animals and so on.",
    "Rates rose by 12.5%.": "Rates rose by 12.5%.",
    "The second of May.": "The second of May.",
}


@pytest.mark.parametrize("sentence", REWRITTEN)
def test_a_rewrite_changes_how_and_not_what(sentence: str) -> None:
    made = rewritten(sentence, "en-GB")
    assert made == REWRITTEN[sentence]
    if "/" not in sentence and "A hundred" not in sentence:
        assert [one.value for one in numbers(made)] == [one.value for one in numbers(sentence)]


def test_american_dates_are_left_alone() -> None:
    assert rewritten("On 3/5/2026.", "en-US") == "On 3/5/2026."


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("We met in May; then we wrote it.", ("We met in May", "then we wrote it.")),
        ("We met in May, and we talked a lot.", ("We met in May", "and we talked a lot.")),
        ("A man who came, which was good, left.", ()),
        ("Red, white, and blue.", ()),
        ("Yes, but we are here now.", ()),
    ],
)
def test_a_sentence_is_divided_only_where_both_parts_stand_alone(
    sentence: str, parts: tuple[str, ...]
) -> None:
    assert divided(sentence) == parts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9,691", 9691),
        ("two hundred and five", 205),
        ("three million", 3_000_000),
        ("3.5 million", 3_500_000),
        ("twenty-one thousand", 21_000),
        ("1 in 4", 0.25),
        ("25%", 0.25),
        ("a quarter", 0.25),
        ("two thirds", 2 / 3),
        ("nine out of every ten", 0.9),
        ("half", 0.5),
    ],
)
def test_numbers_are_read_in_figures_and_in_words(text: str, value: float) -> None:
    (one,) = numbers(f"About {text} came.")
    assert float(one.value) == pytest.approx(value)
    assert one.written == text


def test_words_that_hold_a_number_are_no_numbers() -> None:
    assert list(numbers("Often someone phones the tender, A4 or B12, in the tens of v1.2b.")) == []


BODY = """Before it all.

# One

We don't know *two* things. They were asked about methodology[^1].

[^1]: A note, e.g. this.

- A list entry, too

| Head | Other |
|---|---|
| One two three four | five |

![A description](img/a.svg)

# Two

Words here.

::: easy-read
![Two people](pic:people) We met.
:::
"""


def test_every_sentence_has_its_line_its_flags_and_a_slot(tmp_path: Path) -> None:
    made = worksheet(read(draft(tmp_path, BODY, FRONT), tmp_path).document)
    assert made.startswith('---\ntitle: "Worksheet: A test"\nlang: en-GB\nstatus: draft\n---\n')
    told = [line for line in made.splitlines() if line.startswith("> Line ")]
    assert told == [
        "> Line 6: Before it all.",
        "> Line 10: We don’t know two things.",
        "> Line 10: They were asked about methodology.",
        "> Line 12: A note, e.g. this.",
        "> Line 14: A list entry, too",
        "> Line 18: One two three four",
    ]
    assert made.count("![](pic:)") == len(told)
    assert "![](pic:) We do not know 2 things." in made
    assert "- “were asked” leaves out who does it\n- “methodology” is a word" in made
    assert "## Two\n\nThis section has easy read already" in made
    assert "Words here." not in made


def test_the_worksheet_of_the_summary_has_every_sentence_that_is_not_done() -> None:
    path = PROJECT / "sources" / "interactive-summary.md"
    made = worksheet(read(path, PROJECT).document)
    assert "This section has easy read already" in made
    assert "> Line" in made


def test_the_worksheet_is_never_published_and_never_written_over(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", f"---\n{FRONT}---\n\nWords here.\n")
    project.settings("formats:\n  html: {downloads: []}\n")
    ran = project.run("easy-read", "draft", "a")
    target = tmp_path / "sources" / "a.easy-read-draft.md"
    assert (ran.code, target.exists()) == (0, True)
    assert "no format is made from" in ran.out
    ran = project.run("render", "all", "--json", "--executor", "serial")
    assert list(ran.states()) == ["a/html"]
    target.write_text("mine", encoding="utf-8")
    ran = project.run("easy-read", "draft", "a")
    assert (ran.code, "--to FILE" in ran.err) == (2, True)
    assert target.read_text(encoding="utf-8") == "mine"
    assert project.run("easy-read", "draft", "a", "--to", str(tmp_path / "b.md")).code == 0
