"""Markup is well-formed, names every sentence, and says the same whole or folded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coprod_formats.checks.page import check_page
from coprod_formats.document import (
    Abbreviation,
    Block,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Item,
    KeyFinding,
    Link,
    Listing,
    Note,
    Picture,
    Statistic,
    Table,
    Text,
)
from coprod_formats.labels import labels
from coprod_formats.markup import (
    Flavour,
    accessibility_features,
    address,
    blocks,
    contents,
    endnotes,
    outline,
    page,
    sentence,
)
from coprod_formats.markup.tags import attributes
from coprod_formats.walking import blocks as every_block
from coprod_formats.walking import inlines, notes, sentences
from tests.samples import everything, paragraph, plainest, section, svg, text, words
from tests.strategies import documents

FOLDED = Flavour(labels("en"), "en-GB", lambda asset: asset.name)
WHOLE = Flavour(labels("en"), "en-GB", lambda asset: asset.name, folding=False)


def tree(markup: str) -> etree._Element:
    """The markup as XML reads it."""
    return etree.fromstring(f"<body>{markup}</body>")


def whole(document: Document, flavour: Flavour = FOLDED) -> etree._Element:
    """A document and its notes as XML reads them."""
    return tree(blocks(document.body, flavour) + endnotes(document.body, flavour))


def said(*body: Block) -> str:
    """The markup of a few blocks."""
    return blocks(body, FOLDED)


def ids(root: etree._Element) -> list[str]:
    """Every id, in order."""
    return [str(one.get("id")) for one in root.iter() if one.get("id")]


def test_everything_is_well_formed(tmp_path: Path) -> None:
    document = everything(tmp_path)
    for flavour in (FOLDED, WHOLE):
        assert len(whole(document, flavour))


@given(data=st.data())
def test_every_drawn_document_is_well_formed_with_unique_ids(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = data.draw(documents(tmp_path_factory.getbasetemp() / "markup-assets"))
    root = whole(document)
    assert [name for name, times in Counter(ids(root)).items() if times > 1] == []


def test_every_sentence_can_be_found_by_its_id(tmp_path: Path) -> None:
    document = everything(tmp_path)
    bodies = (document.body, *(note.body for note in notes(document.body)))
    own = {one.id for body in bodies for one in sentences(body)}
    assert own <= set(ids(whole(document)))


def test_sentences_bear_no_ids_where_nobody_asks_for_them(tmp_path: Path) -> None:
    flavour = Flavour(labels("en"), "en-GB", lambda asset: asset.name, spans=False)
    document = everything(tmp_path)
    own = {one.id for one in sentences(document.body)}
    assert own.isdisjoint(ids(whole(document, flavour)))


def test_nothing_folds_where_everything_must_stand_whole(tmp_path: Path) -> None:
    document = everything(tmp_path)
    assert whole(document).findall(".//details") != []
    assert whole(document, WHOLE).findall(".//details") == []
    own = {one.id for one in sentences(document.body)}
    assert own <= set(ids(whole(document, WHOLE)))


def test_a_finding_keeps_its_heading_and_summary_outside_what_folds(tmp_path: Path) -> None:
    for finding in whole(everything(tmp_path)).iterfind(".//section[@class='finding']"):
        tags = [child.tag for child in finding]
        assert tags == ["h3", "p", "details"]
        assert finding.findall(".//summary//h3") == []


def test_each_button_that_opens_says_what_it_opens(tmp_path: Path) -> None:
    names = [
        "".join(map(str, one.itertext())) for one in whole(everything(tmp_path)).iter("summary")
    ]
    assert "Read more: People felt empowered" in names
    assert len(names) == len(set(names))


def test_a_finding_without_detail_has_nothing_to_open() -> None:
    finding = KeyFinding("short", words("Short"), 3, paragraph("That is all."), ())
    assert "<details" not in said(finding)


def test_a_second_place_repeats_words_but_no_links_notes_or_pictures(tmp_path: Path) -> None:
    title = words(
        Link((Text("Linked"), Note("note-1", 1, (paragraph("A note."),))), "#there"),
        Picture(svg(tmp_path, "a"), " drawn"),
        Emphasis((Statistic(text(" 9 projects")),)),
        Foreign(text(" croeso"), "cy"),
    )
    (entry,) = outline((section("there", title),), FOLDED)
    assert entry.words == 'Linked drawn<em> 9 projects</em><span lang="cy" dir="ltr"> croeso</span>'


def test_contents_nest_as_headings_do() -> None:
    body = (
        section("a", "A", section("b", "B", section("c", "C", level=4), level=3)),
        section("d", "D"),
    )
    root = tree(contents(outline(body, FOLDED)))
    assert [one.get("href") for one in root.iterfind("./ul/li/a")] == ["#a", "#d"]
    assert [one.get("href") for one in root.iterfind("./ul/li/ul/li/a")] == ["#b"]
    assert root.findall(".//ul/ul") == []


def test_headings_before_the_first_of_the_top_level_are_not_lost() -> None:
    body = (section("b", "B", level=3), section("a", "A", section("c", "C", level=3)))
    root = tree(contents(outline(body, FOLDED)))
    assert [one.get("href") for one in root.iter("a")] == ["#b", "#a", "#c"]


def test_notes_and_their_marks_lead_to_each_other(tmp_path: Path) -> None:
    root = whole(everything(tmp_path))
    named = set(ids(root))
    for role in ("doc-noteref", "doc-backlink"):
        links = root.findall(f".//a[@role='{role}']")
        assert len(links) == 3
        assert {str(one.get("href"))[1:] for one in links} <= named


def test_an_abbreviation_is_spelt_out_once() -> None:
    first = words(Abbreviation("UCL", "University College London", first=True))
    later = words(Abbreviation("UCL", "University College London"))
    assert "<abbr>UCL</abbr> (University College London)" in sentence(first, FOLDED)
    assert '<abbr title="University College London">UCL</abbr>' in sentence(later, FOLDED)


@pytest.mark.parametrize(
    ("inside", "number", "rest"),
    [
        ("573 surveys", "573", " surveys"),
        ("9,691", "9,691", ""),
        ("£10,000 to £15,000", "£10,000", " to £15,000"),
        ("87.5% of people", "87.5%", " of people"),
        ("1,000, or so", "1,000", ", or so"),
    ],
)
def test_the_number_of_a_statistic_stands_out(inside: str, number: str, rest: str) -> None:
    shown = f'<strong class="statistic"><span>{number}</span>{rest}</strong>'
    assert shown in sentence(words(Statistic(text(inside))), FOLDED)


def test_a_statistic_without_a_number_is_strong() -> None:
    shown = '<strong class="statistic">half of us</strong>'
    assert shown in sentence(words(Statistic(text("half of us"))), FOLDED)


def test_only_a_list_of_statistics_is_shown_as_one() -> None:
    statistic = Item((paragraph(words(Statistic(text("9 projects")), " were tried.")),))
    plainer = Item((paragraph("There were others."),))
    assert 'class="statistics" role="list"' in said(Listing((statistic, statistic)))
    assert "<ul>" in said(Listing((statistic, plainer)))


def test_a_list_counts_as_its_author_counted() -> None:
    item = Item((paragraph("One."),))
    assert said(Listing((item,), "1")).startswith("<ol>\n<li>")
    assert said(Listing((item,), "i", 4)).startswith('<ol type="i" start="4">')


def test_a_tick_box_says_its_state_in_words() -> None:
    markup = said(Listing((Item((paragraph("A."),), True), Item((paragraph("B."),), False))))
    assert '<span class="unseen">Done: </span>' in markup
    assert '<span class="unseen">To do: </span>' in markup


def test_header_cells_say_what_they_head_and_empty_ones_are_cells() -> None:
    one, none = paragraph("One").sentences, ()
    root = tree(said(Table("t", (), (none, one), ((one, one),), row_headers=1)))
    assert [child.tag for child in root.iterfind(".//thead/tr/*")] == ["td", "th"]
    assert [one.get("scope") for one in root.iter("th")] == ["col", "row"]


def test_a_decoration_has_an_empty_description(tmp_path: Path) -> None:
    assert 'alt=""' in said(Figure("f", svg(tmp_path, "a"), None))


def test_languages_run_their_own_way() -> None:
    assert 'lang="ar" dir="rtl"' in sentence(words(Foreign(text("مرحبا"), "ar")), FOLDED)
    assert 'lang="cy" dir="ltr"' in sentence(words(Foreign(text("Croeso"), "cy")), FOLDED)


def test_attributes_are_spelt_as_html_and_xml_spell_them() -> None:
    assert attributes(class_="a", aria_label='"R&D"', hidden=True, open=False, id=None) == (
        ' class="a" aria-label="&quot;R&amp;D&quot;" hidden="hidden"'
    )


def test_features_are_named_only_where_they_are(tmp_path: Path) -> None:
    rich = set(accessibility_features(everything(tmp_path)))
    assert {"alternativeText", "captions", "longDescription", "MathML", "transcript"} <= rich
    assert set(accessibility_features(Document("d", everything(tmp_path).front, ()))) == set()


def test_the_sample_has_what_these_tests_look_for(tmp_path: Path) -> None:
    body = everything(tmp_path).body
    kinds = {type(one) for one in every_block(body)}
    assert {KeyFinding, Figure, Table, Listing} <= kinds
    own = {type(one) for each in sentences(body) for one in inlines(each.inlines)}
    assert {Abbreviation, Foreign, Link, Note, Picture, Statistic} <= own


def test_buttons_of_one_name_are_told_apart_by_numbers(tmp_path: Path) -> None:
    table = next(
        block
        for block in every_block(everything(tmp_path).body)
        if isinstance(block, Table) and block.long_description
    )
    body = tuple(replace(table, id=name, caption=()) for name in ("one", "two", "three"))
    document = replace(plainest(), body=body)
    made = page(document, (), Flavour(labels("en-GB"), "en-GB", address))
    found = etree.fromstring(made.encode()).iter("{*}summary")
    told = ["".join(map(str, one.itertext())) for one in found][-3:]
    assert [one.rpartition("Table")[2] for one in told] == ["", " (2)", " (3)"]
    file = tmp_path / "page.html"
    file.write_text(made, encoding="utf-8")
    assert [one.rule for one in check_page(file) if "button" in one.rule] == []
