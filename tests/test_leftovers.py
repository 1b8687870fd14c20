"""What was pasted or half typed: told where it stands, and nothing else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting import judge
from coprod_formats.linting.rules import READ, REFUSED
from coprod_formats.reading import attempt
from tests.drafts import BODY_LINE, complaints, draft

ROOT = Path(__file__).parent.parent
OURS = {
    *("list-broken", "heading-broken", "heading-underlined", "table-lines", "link-broken"),
    *("stress-broken", "code-indented", "line-unseen", "word-parted", "character-hidden"),
    *("character-broken", "image-broken", "merge-open"),
}


def ours(told: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    """Each complaint of these rules: its line from the body's first, and its column."""
    return [
        (one.rule, one.where.line - BODY_LINE + 1, one.where.column)
        for one in told
        if one.rule in OURS and one.where
    ]


PASTED = [
    ("We want:\n• Doors\n• Gardens", [("list-broken", 2, 1), ("list-broken", 3, 1)]),
    ("•\tDoors\n\n•\tGardens", [("list-broken", 1, 1), ("list-broken", 3, 1)]),
    ("- a\n- • b", [("list-broken", 2, 3)]),
    ("> ‣ Doors", [("list-broken", 1, 3)]),
    ("– Doors\n– Gardens", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("o Doors\no Gardens", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("1.One\n2.Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("1)One\n2)Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("a.One\nb.Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("-One\n-Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("-\u00a0One\n-\u00a0Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("We want:\n2. Doors\n3. Gardens", [("list-broken", 2, 1), ("list-broken", 3, 1)]),
    ("[ ] One\n[x] Two", [("list-broken", 1, 1), ("list-broken", 2, 1)]),
    ("##Homes", [("heading-broken", 1, 1)]),
    ("#\u00a0Homes", [("heading-broken", 1, 1)]),
    ("We want homes.\n===\n\nMore.", [("heading-underlined", 1, 1)]),
    ("We want\nhomes\n===\n\nMore.", [("heading-underlined", 1, 1)]),
    ("Name\tAge\nAnn\t40", [("table-lines", 1, 1)]),
    ("| Name | Age |\n| Ann | 40 |", [("table-lines", 1, 1)]),
    ("See [our plan][missing].", [("link-broken", 1, 5)]),
    ("See [our plan][].", [("link-broken", 1, 5)]),
    ("See [our plan](https://e.org/a b).", [("link-broken", 1, 5)]),
    ("See [our plan] (https://e.org).", [("link-broken", 1, 5)]),
    ("See (our plan)[https://e.org].", [("link-broken", 1, 5)]),
    ("See ![a cat](img/a cat.svg)", [("image-broken", 1, 5)]),
    ("![a cat] (img/a.svg)", [("image-broken", 1, 1)]),
    ("It is **bold ** here.", [("stress-broken", 1, 7)]),
    ("It is ** bold** here.", [("stress-broken", 1, 7)]),
    ("It is **bold here.", [("stress-broken", 1, 7)]),
    ("It is ==marked== here.", [("stress-broken", 1, 7)]),
    ("\tThis was moved in by a tab.", [("code-indented", 1, 5)]),
    ("One.\n\u00a0\nTwo.", [("line-unseen", 2, 1)]),
    ("About informa-\ntion for all.", [("word-parted", 1, 14)]),
    ("About informa\u00ad\ntion for all.", [("word-parted", 1, 14)]),
    ("A co\u200bproduction.", [("character-hidden", 1, 5)]),
    ("A word\ufeff.", [("character-hidden", 1, 7)]),
    ("The ﬁrst.", [("character-broken", 1, 5)]),
    ("Fish &amp;amp; chips.", [("character-broken", 1, 6)]),
    ("Itâ€™s so.", [("character-broken", 1, 3)]),
    ("A caf\ufffd.", [("character-broken", 1, 6)]),
    ("<<<<<<< ours\nOne.\n=======\nTwo.\n>>>>>>> theirs", [("merge-open", 1, 1)]),
]


@pytest.mark.parametrize(("body", "told"), PASTED)
def test_what_is_read_otherwise_than_it_was_meant_is_told_where_it_stands(
    body: str, told: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    assert ours(complaints(tmp_path, body)) == told


MEANT = [
    "- Doors\n- Gardens",
    "- [ ] One\n- [x] Two",
    "We want:\n- Doors\n- Gardens",
    "1. One\n2. Two",
    "a. One\nb. Two",
    r"\• Doors, and \[our plan\](a b), and \*\*stars \*\*, and \##Homes",
    "`• Doors`, `[a b](c d)`, `**bold **`, `==x==`, `&amp;amp;`, `\u200b`",
    "```\n• Doors\n##Homes\n[our plan][missing]\n```",
    "    if x:\n        print(x)",
    "> Said so.\n>\n> — Ann Lee",
    "— Bonjour, dit-elle.",
    "It was short-\nand long-term work.",
    "They met in 2025.\n2026 was better.",
    "It cost £2.\n3. That was all.",
    "See [the plan][here].\n\n[here]: https://e.org",
    "It is so [1][2], as [they] said (twice), f(x)[i] and a[i][j].",
    "It is 2**3 and 0.45** and 5 ** 3, with p < 0.05**.",
    "a == b and ==> so and a ==b",
    "#CoProduction is what we do. #1 is people.",
    "Our homes\n===\n\nMore.",
    "One.\n\n---\n\nTwo.",
    "Fish &amp; chips, AT&T, &eacute; and \\&amp;amp;.",
    "Naïve café, SÃO PAULO, «MANHû, 3 • 4 · 5",
    "::: {lang=th}\nกา\u200bกา\n:::",
    "Tel:\t0123 456",
    "A man\u00a0and 10\u00a0km.",
    "| Name | Age |\n|---|---|\n| • Ann | 1.One |",
]


@pytest.mark.parametrize("body", MEANT)
def test_what_is_meant_as_it_stands_is_left_in_peace(body: str, tmp_path: Path) -> None:
    assert ours(complaints(tmp_path, body)) == []


WORDS = st.text("abcäżéق ,.;:!?()0123456789'\"-–—/&%+=*#_~^|<>", min_size=0, max_size=12)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4))
def test_words_with_a_backslash_before_each_sign_are_never_told(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    said = ["x " + "".join(f"\\{one}" if one in MARKS else one for one in line) for line in lines]
    assert ours(complaints(tmp_path_factory.mktemp("draft"), "\n".join(said))) == []


MARKS = "()'\"-/&%+=*#_~^|<>"


@pytest.mark.parametrize(
    "source",
    [
        *sorted((ROOT / "sources").glob("*.md")),
        *sorted((ROOT / "tests/features").glob("*.md")),
        ROOT / "src/coprod_formats/data/project/sources/welcome.md",
    ],
    ids=lambda one: one.stem,
)
def test_finished_documents_stay_without_complaint(source: Path) -> None:
    assert ours(attempt(source, ROOT).diagnostics) == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda one: one.stem)
def test_our_own_pages_stay_without_complaint(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert ours(attempt(draft(tmp_path, text), tmp_path).diagnostics) == []


def test_each_of_these_rules_is_in_the_list_that_people_read() -> None:
    assert {*READ, *REFUSED} >= OURS


def test_a_warning_can_be_set_aside_with_a_reason(tmp_path: Path) -> None:
    front = (
        "title: A test\nlang: en-GB\nlint:\n  ignore:\n"
        '    - rule: word-parted\n      reason: "A poem."\n'
    )
    made = attempt(draft(tmp_path, "About informa-\ntion for all.", front), tmp_path)
    assert [one.rule for one in judge(made)] == []
