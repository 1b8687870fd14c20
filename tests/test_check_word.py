"""Each rule for Word files finds the fault that it is for, planted in a file without faults."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_formats.checks import check
from coprod_formats.checks.word import RULES, Rule, check_word
from coprod_formats.checks.word.contrast import contrast
from coprod_formats.diagnostics import Position, Severity
from tests.docx_parts import BODY, FOOTNOTES, STYLES, changed, document, made
from tests.samples import everything, paragraph

Change = Callable[[str], str]
SETTINGS = "word/settings.xml"
CORE = "docProps/core.xml"


def swap(old: str, new: str, flags: int = 0) -> Change:
    """The first place where a pattern stands, written otherwise."""
    return lambda xml: re.sub(old, new, xml, count=1, flags=flags)


def every(old: str, new: str) -> Change:
    """All places where a pattern stands, written otherwise."""
    return lambda xml: re.sub(old, new, xml)


def added(xml: str) -> Change:
    """Something more at the end of the body."""
    return swap("<w:sectPr", f"{xml}<w:sectPr")


def control(text: str) -> str:
    """A content control around a few words."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{line(text)}</w:sdtContent></w:sdt>"


def line(text: str, style: str = "BodyText") -> str:
    """A paragraph of a style."""
    words = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>'


def link(text: str, anchor: str) -> str:
    """A paragraph that is a link to a place in the file."""
    run = f"<w:r><w:t>{text}</w:t></w:r>"
    return f'<w:p><w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink></w:p>'


INNER = "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
PALE = '<w:p><w:r><w:rPr><w:color w:val="AAAAAA"/></w:rPr><w:t>pale words</w:t></w:r></w:p>'
LOCK = '<w:settings \\g<1>><w:documentProtection w:edit="readOnly"/>'
FAULTS: dict[str, tuple[str, Change, str]] = {
    "word-description": (BODY, every('descr="Star"', 'descr=""'), "no description"),
    "word-header-row": (BODY, every("<w:tblHeader[^>]*>", ""), "a table has no header row: Eviden"),
    "word-protected": (SETTINGS, swap("<w:settings ([^>]*)>", LOCK), "the file is protected"),
    "word-control": (BODY, added(control("Your name")), "a control has no title: Your name"),
    "word-picture-number": (BODY, every('(<wp:docPr [^>]*)id="2"', '\\1id="1"'), "2 pictures have"),
    "word-bookmark": (
        BODY,
        added('<w:bookmarkStart w:id="900" w:name="tables"/><w:bookmarkEnd w:id="900"/>'),
        "2 places are named tables",
    ),
    "word-link-target": (
        BODY,
        added(link("A lost link", "nowhere")),
        "“A lost link” leads nowhere",
    ),
    "word-relation": (BODY, swap('r:embed="[^"]*"', 'r:embed="rId999"'), "asks for rId999"),
    "word-style": (BODY, swap('w:val="Quotation"', 'w:val="Shout"'), "the style Shout is missing"),
    "word-list": (BODY, swap('w:numId w:val="100.', 'w:numId w:val="7'), "the list 7 is missing"),
    "word-title": (CORE, swap("<dc:title>[^<]*", "<dc:title>"), "the file has no title"),
    "word-language": (STYLES, swap("<w:lang [^>]*/>", ""), "which language it is in"),
    "word-merged": (
        BODY,
        swap("<w:tcPr ?/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'),
        "merged cells: Evidence",
    ),
    "word-nested": (BODY, swap("</w:p></w:tc>", f"</w:p>{INNER}<w:p/></w:tc>"), "inside another"),
    "word-floating": (BODY, every("wp:inline", "wp:anchor"), "floats beside the text"),
    "word-contrast": (BODY, added(PALE), "“pale words” is too pale: AAAAAA on FFFFFF"),
    "word-heading-level": (BODY, added(line("Deep", "Heading6")), "skips from level 2 to level 6"),
    "word-heading-empty": (BODY, added(line("", "Heading2")), "a heading of level 2 is empty"),
    "word-headings": (BODY, every('w:val="Heading.', 'w:val="BodyText'), "there are no headings"),
    "word-blanks": (BODY, added(line("far     away")), "blanks stand in a row: far"),
    "word-odd-description": (
        BODY,
        every('descr="Star"', 'descr="star.png"'),
        "a description says nothing: star.png",
    ),
    "word-vague-link": (BODY, added(link("Click here", "tables")), "says only “Click here”"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    return made(everything(folder), folder / "good.docx")


def test_every_rule_has_a_planted_fault() -> None:
    assert [rule.name for rule in RULES] == list(FAULTS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_fault_is_found(rule: Rule, good: Path, tmp_path: Path) -> None:
    name, change, said = FAULTS[rule.name]
    faulty = changed(good, name, change, tmp_path / "faulty.docx")
    told = [one for one in check_word(faulty) if one.rule == rule.name]
    assert told
    assert said in told[0].message
    assert told[0].where == Position("faulty.docx", 1)


def test_a_good_file_has_no_complaint(good: Path) -> None:
    assert check_word(good) == []


def test_pictures_in_notes_are_seen_too(good: Path, tmp_path: Path) -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    named = picture.replace("<wp:inline>", f'<wp:inline xmlns:wp="{space}">')
    noted = swap("</w:p></w:footnote></w:footnotes>", f"{named}</w:p></w:footnote></w:footnotes>")
    faulty = changed(good, FOOTNOTES, noted, tmp_path / "noted.docx")
    rules = {one.rule for one in check_word(faulty)}
    assert rules == {"word-description", "word-picture-number"}


def test_empty_paragraphs_in_a_row_are_seen(tmp_path: Path) -> None:
    good = made(document(paragraph("Words.")), tmp_path / "good.docx")
    faulty = changed(good, BODY, added("<w:p/><w:p/>"), tmp_path / "faulty.docx")
    assert [one.message for one in check_word(faulty)] == ["empty paragraphs stand in a row"]


def test_lists_deeper_than_word_counts_are_seen(good: Path, tmp_path: Path) -> None:
    deep = swap('<w:ilvl w:val="1"/>', '<w:ilvl w:val="9"/>')
    told = check_word(changed(good, BODY, deep, tmp_path / "faulty.docx"))
    assert [one.message for one in told] == ["a list is 9 levels deep, and Word counts to 8"]


@pytest.mark.parametrize("content", [b"", b"PK", b"<html/>"])
def test_what_is_no_word_file_is_told_and_not_stumbled_over(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    path.write_bytes(content)
    told = check_word(path)
    assert [(one.rule, one.severity) for one in told] == [("word-broken", Severity.ERROR)]


def test_a_word_file_with_a_torn_part_is_told(good: Path, tmp_path: Path) -> None:
    torn = changed(good, BODY, lambda xml: xml[:-40], tmp_path / "torn.docx")
    assert [one.rule for one in check_word(torn)] == ["word-broken"]


def test_a_folder_of_word_files_is_checked_by_their_suffix(good: Path, tmp_path: Path) -> None:
    changed(good, *FAULTS["word-title"][:2], tmp_path / "faulty.docx")
    assert [one.rule for one in check(tmp_path)] == ["word-title"]


def test_contrast_counts_as_wcag_does() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("123456", "123456") == pytest.approx(1)
