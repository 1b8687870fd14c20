"""What the easy-read blocks of a source become, and what is said of those that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coprod_formats.diagnostics import SourceError
from coprod_formats.document import Credit, EasyRead, Emphasis, shown
from coprod_formats.reading import read
from coprod_formats.walking import plain

PROJECT = Path(__file__).resolve().parent.parent
FRONT = (
    "title: T\nlang: en-GB\nabbreviations: {UCL: University College London}\n"
    'glossary: {barrier: "A thing that keeps people from taking part.", value: "V."}\n'
)
STAR = (PROJECT / "tests" / "features" / "media" / "star.png").read_bytes()


def source(folder: Path, body: str, front: str = FRONT) -> Path:
    path = folder / "a.md"
    path.write_text(f"---\n{front}---\n\n{body}", encoding="utf-8")
    return path


def easy(folder: Path, body: str, front: str = FRONT) -> EasyRead:
    made = read(source(folder, body, front), folder).document.easy_read
    assert made is not None
    return made


def refused(folder: Path, body: str, front: str = FRONT) -> list[str]:
    with pytest.raises(SourceError) as refusal:
        read(source(folder, body, front), folder)
    return [
        f"{one.where.line}:{one.where.column} {one.rule}"
        for one in refusal.value.diagnostics
        if one.where
    ]


def block(*ideas: str) -> str:
    return "::: easy-read\n" + "\n\n".join(ideas) + "\n:::\n"


IDEA = "![Two people](pic:people) We met."


def test_an_idea_is_a_picture_and_a_sentence_for_each_line(tmp_path: Path) -> None:
    made = easy(tmp_path, "# A\n\nx\n\n" + block("![Two people](pic:people) We met.\nWe talked."))
    (idea,) = made.sections[0].ideas
    assert plain(idea.description.inlines) == "Two people"
    assert [plain(one.inlines) for one in idea.lines] == ["We met.", "We talked."]
    assert (idea.image.suffix, idea.image.path.name) == (".svg", "people.svg")
    assert idea.credit == Credit("coprod-formats", "CC0 1.0")
    assert (idea.where.line, idea.lines[1].where.line) == (13, 14)


def test_a_block_says_the_last_section_or_finding_that_began_before_it(tmp_path: Path) -> None:
    finding = "::: {.key-finding #kf}\n### K\n\nSum.\n:::\n\n"
    sections = f"# A\n\nx\n\n## B\n\ny\n\n{block(IDEA)}\n"
    body = f"Open.\n\n{block(IDEA)}\n{sections}{finding}{block(IDEA, IDEA)}"
    made = easy(tmp_path, body)
    assert [(one.section, one.level, len(one.ideas)) for one in made.sections] == [
        ("", 1, 1),
        ("a", 2, 0),
        ("b", 3, 1),
        ("kf", 4, 2),
    ]
    assert [one.missing for one in made.sections] == [False, True, False, False]


def test_a_section_without_words_of_its_own_is_not_missing(tmp_path: Path) -> None:
    made = easy(tmp_path, f"# A\n\n## B\n\ny\n\n{block(IDEA)}")
    assert [(one.section, one.bare, one.missing) for one in made.sections] == [
        ("a", True, False),
        ("b", False, False),
    ]


def test_what_is_left_out_takes_the_sections_below_it_along(tmp_path: Path) -> None:
    body = f"# A {{easy-read=omit}}\n\nx\n\n## B\n\ny\n\n# C\n\nz\n\n{block(IDEA)}"
    assert [one.omitted for one in easy(tmp_path, body).sections] == [True, True, False]


def test_a_hard_word_is_strong_and_knows_its_meaning(tmp_path: Path) -> None:
    front = FRONT + 'easy-read: {glossary: {value: "What matters."}}\n'
    words = "[Barriers]{.hard}, [worth]{.hard word=value}."
    (section,) = easy(tmp_path, f"# A\n\nx\n\n{block(f'![P](pic:people) {words}')}", front).sections
    (idea,) = section.ideas
    assert [(one.words, one.term, one.meaning) for one in idea.hard] == [
        ("Barriers", "barrier", "A thing that keeps people from taking part."),
        ("worth", "value", "What matters."),
    ]
    assert sum(isinstance(one, Emphasis) and one.strong for one in idea.lines[0].inlines) == 2


def test_short_forms_are_expanded_anew(tmp_path: Path) -> None:
    made = easy(tmp_path, f"# A\n\nAt UCL.\n\n{block('![P](pic:people) At UCL.')}")
    words = plain(made.sections[0].ideas[0].lines[0].inlines)
    assert words == "At UCL (University College London)."


def test_the_front_matter_says_who_tested_it(tmp_path: Path) -> None:
    front = FRONT + "easy-read: {status: tested, tested-by: us, tested-on: 2026-01-02}\n"
    made = easy(tmp_path, "x\n", front)
    assert (made.status, made.tested_by, made.tested_on) == ("tested", "us", date(2026, 1, 2))
    assert easy(tmp_path, block(IDEA)).status == "draft"
    assert refused(tmp_path, "x\n", FRONT + "easy-read: {status: tested}\n") == [
        "6:1 easy-read-status"
    ]


def test_a_source_that_says_nothing_of_easy_read_has_none(tmp_path: Path) -> None:
    assert read(source(tmp_path, "x\n"), tmp_path).document.easy_read is None


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    ideas = (
        "![](pic:people) One.",
        "No picture.",
        "![x](pic:nothing) Two.",
        "![x](pic:people) [odd]{.hard} `c` and $x$.",
        "![x](pic:people) a ![y](pic:people)",
        "![x](pic:people)",
        "![x](pic:people) see [o](#a)",
        "- a list",
        "## A heading",
    )
    assert refused(tmp_path, "# A\n\nx\n\n" + block(*ideas)) == [
        "13:1 image-alt",
        "15:1 easy-read-picture",
        "17:1 picture-unknown",
        "19:18 hard-word",
        "19:31 easy-read-words",
        "19:39 easy-read-words",
        "21:20 easy-read-picture",
        "23:1 easy-read-words",
        "25:22 easy-read-link",
        "27:1 easy-read-block",
        "29:1 easy-read-block",
    ]


def test_a_block_in_a_wrong_place_or_never_closed_is_refused(tmp_path: Path) -> None:
    inside = "- x\n\n  " + block(IDEA).replace("\n", "\n  ")
    assert refused(tmp_path, inside) == ["10:3 easy-read-place"]
    assert refused(tmp_path, "# A {easy-read=omit}\n\nx\n\n" + block(IDEA)) == [
        "12:1 easy-read-omitted"
    ]
    assert refused(tmp_path, f"# A\n\nx\n\n::: easy-read\n{IDEA}\n") == ["12:1 fence-open"]


def test_an_unknown_picture_is_answered_with_its_neighbours(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        read(source(tmp_path, block("![P](pic:peple) x")), tmp_path)
    assert refusal.value.diagnostics[0].hint == "did you mean people?"


def test_pictures_of_the_project_come_first(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "people.png").write_bytes(STAR)
    listed = "maker: Ann\nlicence: CC BY 4.0\npictures: {people: {shows: A star}}\n"
    (folder / "pictures.yaml").write_text(listed, encoding="utf-8")
    made = read(source(tmp_path, block(IDEA)), tmp_path)
    assert made.document.easy_read is not None
    idea = made.document.easy_read.sections[0].ideas[0]
    assert (idea.image.suffix, idea.credit) == (".png", Credit("Ann", "CC BY 4.0"))
    assert folder / "people.png" in [one.path for one in made.files]


def test_faults_in_the_list_of_pictures_have_their_places(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "pictures.yaml").write_text("pictures:\n  gone: {shows: A}\n", encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        read(source(tmp_path, block(IDEA)), tmp_path)
    (flaw,) = refusal.value.diagnostics
    assert (str(flaw.where), flaw.rule) == ("pictures/pictures.yaml:2:3", "picture-file")


def test_the_full_text_does_not_change_with_the_easy_one(tmp_path: Path) -> None:
    full = "# A\n\nWe met. At UCL.\n\n"
    without = read(source(tmp_path, full), tmp_path).document
    beside = read(
        source(tmp_path, full + block(IDEA, "![P](pic:people) At UCL.")), tmp_path
    ).document
    assert shown(beside, "full") == shown(without, "full") == without
    assert shown(beside, "easy-read") == replace(beside, body=())
