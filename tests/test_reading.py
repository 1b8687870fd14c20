"""What is written becomes what is meant: each feature of the source format in the document."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from coprod_formats import pandoc
from coprod_formats.document import (
    Abbreviation,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    KeyFinding,
    LineBreak,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Script,
    Section,
    Statistic,
    Table,
    Text,
)
from coprod_formats.reading import read
from coprod_formats.walking import notes, plain, sentences
from tests.drafts import FRONT, blocks, draft, reading


def words(body: tuple[Block, ...]) -> list[str]:
    """Each sentence's plain words."""
    return [plain(one.inlines) for one in sentences(body)]


def inlines(folder: Path, body: str, front: str = FRONT) -> tuple[Inline, ...]:
    """The inlines of a draft of one paragraph with one sentence."""
    (paragraph,) = blocks(folder, body, front)
    assert isinstance(paragraph, Paragraph)
    (sentence,) = paragraph.sentences
    return sentence.inlines


def test_the_front_matter_is_all_there(tmp_path: Path) -> None:
    front = (
        "title: \"It's our year\"\nsubtitle: A 'plain' one\nlang: en-gb\ncreator: Ann\n"
        "publisher: UCL\ndate: 2026-11-01\nrights: CC BY\ndescription: One -- line.\n"
        "contact: a@e.org\nabbreviations: {UCL: University College London}\n"
        'say: {UCL: "U C L"}\nglossary: {b: "B.", a: "A."}\n'
        "easy-read: {status: tested, tested-by: us, tested-on: 2026-01-02}\n"
        "lint: {ignore: [{rule: sentence-long, reason: law}]}\n"
    )
    made = reading(tmp_path, "x\n", front).document.front
    assert (made.title, made.subtitle, made.language) == ("It’s our year", "A ‘plain’ one", "en-GB")
    assert (made.creators, made.publisher, made.date) == (("Ann",), "UCL", date(2026, 11, 1))
    assert (made.rights, made.description, made.contact) == ("CC BY", "One – line.", "a@e.org")
    assert made.abbreviations == (("UCL", "University College London"),)
    assert (made.say, made.glossary) == ((("UCL", "U C L"),), (("b", "B."), ("a", "A.")))
    assert reading(tmp_path, "x", FRONT + "creator: [A, B]\n").document.front.creators == ("A", "B")


def test_headings_become_sections_one_level_deeper(tmp_path: Path) -> None:
    first, second = blocks(tmp_path, "# A\n\nx\n\n## B {#bee}\n\ny\n\n# A\n\nz")
    assert isinstance(first, Section)
    assert isinstance(second, Section)
    assert (first.id, first.level, second.id) == ("a", 2, "a-1")
    inner = first.body[1]
    assert isinstance(inner, Section)
    assert (inner.id, inner.level, inner.where.line, inner.where.column) == ("bee", 3, 10, 1)


def test_a_name_that_the_author_gives_goes_before_one_that_pandoc_makes(tmp_path: Path) -> None:
    first, second, _ = blocks(tmp_path, "# B\n\nx\n\n# A {#b}\n\ny\n\n# C\n\n[a](#b)")
    assert isinstance(first, Section)
    assert isinstance(second, Section)
    assert (first.id, second.id) == ("b-1", "b")


def test_sentences_are_cut_through_emphasis_and_never_inside_a_link(tmp_path: Path) -> None:
    made = blocks(tmp_path, "We *met. We* spoke. See [A. B. Now](https://e.org) please. `A. B`!")
    assert words(made) == ["We met.", "We spoke.", "See A. B. Now please.", "A. B!"]
    found = list(sentences(made))
    assert found[0].inlines == (Text("We "), Emphasis((Text("met."),)))
    assert found[1].inlines == (Emphasis((Text("We"),)), Text(" spoke."))
    assert [(one.where.line, one.where.column) for one in found] == [
        (6, 1),
        (6, 10),
        (6, 21),
        (6, 60),
    ]


def test_names_of_sentences_are_made_of_their_words_alone(tmp_path: Path) -> None:
    before = [one.id for one in sentences(blocks(tmp_path, "A b. C *d*. A b."))]
    after = [one.id for one in sentences(blocks(tmp_path, "New.\n\nA *b*. C d.\n\n\nA b."))]
    assert after[1:] == before
    assert before[2] == f"{before[0]}-2"


def test_a_note_belongs_to_the_words_before_it(tmp_path: Path) -> None:
    body = "One.[^a] Two. [^b] Three[^c].\n\n[^a]: First. More.\n[^b]: Second.\n[^c]: Third.\n"
    made = blocks(tmp_path, body)
    assert words(made) == ["One.", "Two.", "Three."]
    assert [type(one.inlines[-1]) for one in sentences(made)] == [Note, Note, Text]
    assert [(one.number, one.id) for one in notes(made)] == [(i, f"note-{i}") for i in (1, 2, 3)]
    assert words(next(notes(made)).body) == ["First.", "More."]


def test_a_line_break_is_kept(tmp_path: Path) -> None:
    made = inlines(tmp_path, "Roses are red.\\\nViolets are blue.")
    assert made == (Text("Roses are red."), LineBreak(), Text("Violets are blue."))


def test_quotation_marks_follow_the_language(tmp_path: Path) -> None:
    made = inlines(tmp_path, "\"A 'b'\" and [c \"d\"]{lang=fr} it's '90s -- x...")
    assert plain(made) == "“A ‘b’” and c «\u202fd\u202f» it’s ’90s – x…"
    assert isinstance(made[1], Foreign)
    assert made[1].language == "fr"


def test_every_kind_of_inline(tmp_path: Path) -> None:
    body = (
        "a **b** H~2~O x^2^ `c` [d](mailto:a@e.org) [9 *e*]{.stat} [Croeso]{lang=cy} "
        '![Cat](img/a.svg) ![](img/a.svg){.decorative} [$a^2$]{alt="a squared"} :smile:'
    )
    made = inlines(tmp_path, body)
    kinds = [type(one) for one in made if not isinstance(one, Text)]
    assert kinds == [
        Emphasis,
        Script,
        Script,
        Code,
        Link,
        Statistic,
        Foreign,
        Picture,
        Picture,
        Math,
    ]
    assert plain(made).endswith("Croeso Cat  a squared 😄")
    (formula,) = (one for one in made if isinstance(one, Math))
    assert formula.mathml.startswith("<math")
    assert "<msup>" in formula.mathml
    assert (formula.typst, formula.tex) == ("$a^2$", "a^2")


def test_spaces_at_the_edges_of_links_and_numbers_stand_outside_them(tmp_path: Path) -> None:
    made = inlines(tmp_path, "x[ 9 ]{.stat} y[ z ](https://e.org)w")
    assert made == (
        Text("x "),
        Statistic((Text("9"),)),
        Text(" y "),
        Link((Text("z"),), "https://e.org"),
        Text(" w"),
    )


def test_lists_have_their_numbers_and_tick_boxes(tmp_path: Path) -> None:
    body = "- [ ] a\n- [x] b\n- c\n\n<!-- -->\n\nb) x\nc) y\n\n<!-- -->\n\niv. x\nv. y"
    ticks, letters, romans = blocks(tmp_path, body)
    assert isinstance(ticks, Listing)
    assert isinstance(letters, Listing)
    assert isinstance(romans, Listing)
    assert [one.done for one in ticks.items] == [False, True, None]
    assert words((ticks,)) == ["a", "b", "c"]
    assert (letters.numbering, letters.start) == ("a", 2)
    assert (romans.numbering, romans.start) == ("i", 4)


def test_definitions_keep_terms_and_meanings(tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, "Term *one*\n:   First. More.\n:   Second.\n")
    assert isinstance(made, Definitions)
    assert [len(one.bodies) for one in made.items] == [2]
    assert words((made,)) == ["Term one", "First.", "More.", "Second."]


@pytest.mark.parametrize("written", ["> Aye.\n>\n> — Nicc, *UCL*", "> Aye.\n> --- Nicc, *UCL*"])
def test_a_quotation_names_its_source_without_the_dash(tmp_path: Path, written: str) -> None:
    (made,) = blocks(tmp_path, written)
    assert isinstance(made, Quote)
    assert words(made.body) == ["Aye."]
    assert [plain(one.inlines) for one in made.source] == ["Nicc, UCL"]


def test_a_key_finding_has_heading_summary_and_detail(tmp_path: Path) -> None:
    detail = "Detail.\n\n### More\n\nx\n:::\n\n[H] [y](#f)"
    body = f"# K\n\n::: {{.key-finding #f}}\n## H\n\nSum. Mary.\n\n{detail}"
    (section,) = blocks(tmp_path, body)
    assert isinstance(section, Section)
    finding, links = section.body
    assert isinstance(finding, KeyFinding)
    assert (finding.id, finding.level, len(finding.summary.sentences)) == ("f", 3, 2)
    inner = finding.body[1]
    assert isinstance(inner, Section)
    assert inner.level == 4
    assert isinstance(links, Paragraph)
    targets = [one.target for one in links.sentences[0].inlines if isinstance(one, Link)]
    assert targets == ["#f", "#f"]


def test_a_picture_alone_is_a_figure_with_its_caption_and_longer_description(
    tmp_path: Path,
) -> None:
    body = (
        "::: {.long-description for=f}\nLong. Er.\n:::\n\n"
        '![A "cat"](img/a.svg "It\'s one. Two."){#f}\n\n![](img/a.svg){.decorative}\n'
    )
    figure, decoration = blocks(tmp_path, body)
    assert isinstance(figure, Figure)
    assert words((figure,)) == ["A “cat”", "It’s one.", "Two.", "Long.", "Er."]
    assert isinstance(decoration, Figure)
    assert decoration.description is None


def test_a_table_has_its_caption_headers_and_alignment(tmp_path: Path) -> None:
    body = (
        '::: {.table #t caption="What. It\'s" row-headers=1}\n\n| a | b \\| c |\n|:--|--:|\n'
        "| D. E | *f* |\n| g |\n\n:::\n\n::: {.long-description for=t}\nLong.\n:::\n"
    )
    (table,) = blocks(tmp_path, body)
    assert isinstance(table, Table)
    assert (table.id, table.row_headers, table.alignments) == ("t", 1, ("left", "right"))
    assert len(table.caption) == 2
    assert words((table,)) == ["What.", "It’s", "a", "b | c", "D. E", "f", "g", "Long."]
    assert table.rows[1][1] == ()


def test_a_passage_in_another_language_can_hold_sections(tmp_path: Path) -> None:
    body = "# A\n\nx\n\n::: {lang=CY}\n# Croeso {lang=fr}\n\ny\n:::\n\n# B\n\nz"
    first, passage, last = blocks(tmp_path, body)
    assert isinstance(passage, Passage)
    assert passage.language == "cy"
    section = passage.body[0]
    assert isinstance(section, Section)
    assert isinstance(section.title.inlines[0], Foreign)
    assert isinstance(first, Section)
    assert isinstance(last, Section)


def test_code_breaks_and_comments(tmp_path: Path) -> None:
    body = "```python\na  b\n```\n\n***\n\n* * *\n\nx <!-- no -->y\n\n<!-- none -->\n"
    code, rule, spaced, paragraph = blocks(tmp_path, body)
    assert isinstance(code, CodeBlock)
    assert code.text == "a  b"
    assert isinstance(rule, Break)
    assert isinstance(spaced, Break)
    assert words((paragraph,)) == ["x y"]


def test_easy_read_is_left_to_its_own_format(tmp_path: Path) -> None:
    body = "# A\n\nx\n\n::: easy-read\n![Two people](pic:people) Many.\n:::\n"
    assert words(blocks(tmp_path, body)) == ["A", "x"]


ABBREVIATED = FRONT + "abbreviations: {UCL: University College London, UCLH: The hospital}\n"


def shorts(folder: Path, body: str) -> list[tuple[str, bool]]:
    made = blocks(folder, body, ABBREVIATED)
    found = [part for one in sentences(made) for part in one.inlines]
    return [(one.short, one.first) for one in found if isinstance(one, Abbreviation)]


def test_a_short_form_shows_its_expansion_once_and_never_in_a_heading(tmp_path: Path) -> None:
    assert shorts(tmp_path, "# UCL\n\nAt UCL, UCLH and UCL.") == [
        ("UCL", False),
        ("UCL", True),
        ("UCLH", True),
        ("UCL", False),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "University College London (UCL) and UCL.",
        "UCL (University College London) and UCL.",
        "UCL, university college London, and UCL.",
    ],
)
def test_an_expansion_beside_its_short_form_is_not_said_twice(tmp_path: Path, body: str) -> None:
    assert shorts(tmp_path, body) == [("UCL", False), ("UCL", False)]


def test_short_forms_are_whole_words_outside_code_and_addresses(tmp_path: Path) -> None:
    body = "UCLs `UCL` [x](https://UCL.ac.uk) a@UCL.org xUCL"
    assert shorts(tmp_path, body) == []


def test_expansions_do_not_change_the_names_of_sentences(tmp_path: Path) -> None:
    with_first = blocks(tmp_path, "We are UCL.", ABBREVIATED)
    without = blocks(tmp_path, "We are UCL.")
    assert [o.id for o in sentences(with_first)] == [o.id for o in sentences(without)]


def test_the_glossary_is_the_last_section_in_the_order_of_the_author(tmp_path: Path) -> None:
    front = FRONT + 'glossary:\n  work: "What we do. It\'s ours."\n  care: "Looking after."\n'
    made = blocks(tmp_path, "# A\n\n[words](#glossary)\n", front)
    last = made[-1]
    assert isinstance(last, Section)
    assert (last.id, plain(last.title.inlines)) == ("glossary", "Words we use")
    assert words(last.body) == ["work", "What we do.", "It’s ours.", "care", "Looking after."]
    assert last.where.line == 4


def test_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path) -> None:
    source = draft(tmp_path, "# A\n\nB c.\\\nD.\n\n- e\n")
    plain_reading = read(source, tmp_path)
    raw = source.read_bytes()
    for changed in (raw.replace(b"\n", b"\r\n"), raw.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + raw):
        source.write_bytes(changed)
        assert read(source, tmp_path).document == plain_reading.document


def test_another_pandoc_on_the_machine_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "pandoc"
    other.write_text("#!/bin/sh\necho pandoc 99.0\n", encoding="ascii")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    pandoc._program.cache_clear()
    assert [one.kind for one in pandoc.read("# One\n")] == ["Header"]


def test_one_run_of_pandoc_reads_a_document_without_maths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    run = pandoc._run

    def counted(*given: object) -> bytes:
        runs.append(given)
        return run(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(pandoc, "_run", counted)
    blocks(tmp_path, "# A\n\nx[^1] *y* ![Cat](img/a.svg)\n\n[^1]: z\n")
    assert len(runs) == 1


def test_a_hundred_thousand_words_are_read_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent = [0.0]
    run = pandoc._run

    def timed(*given: object) -> bytes:
        start = time.process_time()
        made = run(*given)  # type: ignore[arg-type]
        spent[0] += time.process_time() - start
        return made

    monkeypatch.setattr(pandoc, "_run", timed)
    paragraph = 'We *met* with UCL staff, and it\'s "good" to say so (see p. 4). It went well.\n'
    chapter = "# Chapter\n\n" + (paragraph * 5 + "\n") * 50
    body = chapter * (100_000 // len(chapter.split()) + 1)
    start = time.process_time()
    made = reading(tmp_path, body, ABBREVIATED)
    assert time.process_time() - start - spent[0] < 2.5
    assert sum(len(one.split()) for one in words(made.document.body)) > 95_000
