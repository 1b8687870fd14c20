"""How Word files look in every theme, and what the judges of Word files say of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from coprod_formats.checks.word import check_word
from coprod_formats.checks.word.contrast import contrast
from coprod_formats.document import Document
from coprod_formats.reading import read
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import LEAST, THEMES, Theme, ThemeName, theme
from coprod_formats.tools import run
from tests.docx_parts import (
    BODY,
    FOOTNOTES,
    STYLES,
    document,
    found,
    made,
    part,
    values,
)
from tests.samples import everything, paragraph, section
from tests.shelf import PROJECT
from tests.validators import ooxml, program

every_theme = pytest.mark.parametrize("look", THEMES.values(), ids=THEMES)
PLAIN = [one for one in THEMES.values() if one.plain]
plain_theme = pytest.mark.parametrize("look", PLAIN, ids=[one.name for one in PLAIN])
DRESSED = ".//w:i | .//w:u[not(@w:val='none')] | .//w:caps | .//w:smallCaps"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return everything(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def files(sample: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("looks")
    return {one.name: made(sample, folder / f"{one.name}.docx", one) for one in THEMES.values()}


@every_theme
def test_microsofts_validator_finds_no_error(look: Theme, files: dict[str, Path]) -> None:
    assert ooxml(files[look.name]) == []


@every_theme
def test_our_own_check_has_nothing_to_say(look: Theme, files: dict[str, Path]) -> None:
    assert check_word(files[look.name]) == []


@pytest.mark.parametrize("name", [ThemeName.CLEAR, ThemeName.LARGE])
def test_the_real_summary_passes_both(name: ThemeName, tmp_path: Path) -> None:
    summary = read(PROJECT / "sources" / "interactive-summary.md", PROJECT).document
    file = made(summary, tmp_path / "summary.docx", theme(name))
    assert (ooxml(file), check_word(file)) == ([], [])


@every_theme
def test_text_is_as_large_as_the_theme_says(look: Theme, files: dict[str, Path]) -> None:
    root = part(files[look.name], STYLES)
    assert values(root, "//w:rPrDefault//w:sz/@w:val") == [str(int(2 * look.size))]
    sizes = [int(one) / 2 for one in values(root, "//w:sz/@w:val")]
    assert min(sizes) >= look.small >= LEAST


@plain_theme
def test_large_print_has_no_italics_underlines_or_capitals(
    look: Theme, files: dict[str, Path]
) -> None:
    for name in (BODY, FOOTNOTES, STYLES):
        assert found(part(files[look.name], name), DRESSED) == [], name


@plain_theme
def test_large_print_has_no_small_letters_even_where_they_are_raised(
    look: Theme, files: dict[str, Path]
) -> None:
    for name in (BODY, STYLES):
        raised = found(part(files[look.name], name), "//w:rPr[w:vertAlign]")
        sizes = [int(one) for rpr in raised for one in values(rpr, "w:sz/@w:val")]
        assert len(sizes) == len(raised) > 0, name
        assert min(sizes) >= 2 * look.size * 1.5  # Word draws raised letters at two thirds


def test_emphasis_is_bold_in_large_print_and_slanted_elsewhere(files: dict[str, Path]) -> None:
    stressed = "//w:r[w:t='stressed'][1]/w:rPr"
    assert found(part(files["clear"]), f"{stressed}/w:i") != []
    assert found(part(files["large"]), f"{stressed}/w:b") != []


@every_theme
def test_every_style_stands_out_from_its_ground(look: Theme, files: dict[str, Path]) -> None:
    root = part(files[look.name], STYLES)
    inks = {look.ink, *values(root, "//w:color/@w:val")}
    grounds = {look.paper, *values(root, "//w:shd/@w:fill")}
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 7


@every_theme
def test_text_stands_at_the_left_and_words_stay_whole(look: Theme, files: dict[str, Path]) -> None:
    root = part(files[look.name], STYLES)
    assert set(values(root, "//w:style[@w:styleId!='Footer']//w:jc/@w:val")) == set()
    assert len(found(root, "//w:pPrDefault//w:suppressAutoHyphens")) == 1
    settings = part(files[look.name], "word/settings.xml")
    assert values(settings, "//w:autoHyphenation/@w:val") == ["0"]


def test_links_are_underlined_but_bold_in_large_print(files: dict[str, Path]) -> None:
    style = "//w:style[@w:styleId='Hyperlink']/w:rPr"
    assert found(part(files["clear"], STYLES), f"{style}/w:u") != []
    assert found(part(files["large"], STYLES), f"{style}/w:b") != []


def test_coloured_paper_is_coloured_and_drawings_lie_on_white(files: dict[str, Path]) -> None:
    root = part(files["contrast"])
    assert values(root, "/w:document/w:background/@w:color") == ["000000"]
    assert len(found(root, "//pic:spPr/a:solidFill")) == len(found(root, "//pic:spPr"))
    settings = part(files["contrast"], "word/settings.xml")
    assert len(found(settings, "//w:displayBackgroundShape")) == 1
    assert found(part(files["clear"]), "//pic:spPr/a:solidFill | /w:document/w:background") == []


def test_pages_are_a4_unless_another_paper_is_named(tmp_path: Path) -> None:
    body = document(paragraph("Words."))
    sheets = {
        None: ("11906", "16838"),
        Paper.LETTER: ("12240", "15840"),
        Paper.A5: ("8391", "11906"),
    }
    for paper, size in sheets.items():
        sheet = Sheet(paper) if paper else None
        root = part(made(body, tmp_path / f"{paper}.docx", sheet=sheet))
        assert (*values(root, "//w:pgSz/@w:w"), *values(root, "//w:pgSz/@w:h")) == size


def test_main_sections_begin_on_pages_of_their_own_where_that_is_asked(tmp_path: Path) -> None:
    body = document(section("one", "One", paragraph("Words.")))
    apart = made(body, tmp_path / "apart.docx", sheet=Sheet(sections_apart=True))
    together = made(body, tmp_path / "together.docx")
    breaking = "//w:style[w:pPr/w:pageBreakBefore]/@w:styleId"
    assert values(part(apart, STYLES), breaking) == ["Heading2"]
    assert values(part(together, STYLES), breaking) == []


def test_word_is_told_to_be_todays_word(files: dict[str, Path]) -> None:
    settings = part(files["clear"], "word/settings.xml")
    assert values(settings, "//w:compatSetting/@w:val") == ["15"]
    assert values(settings, "//w:themeFontLang/@w:val") == ["en-GB"]


@pytest.mark.parametrize("name", ["clear", "large"])
def test_libreoffice_opens_it_and_shows_its_words(
    name: str, files: dict[str, Path], tmp_path: Path
) -> None:
    alone = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target: list[str | Path] = ["--convert-to", "pdf", "--outdir", tmp_path, files[name]]
    run([program("soffice"), "--headless", alone, *target], seconds=120)
    pages = PdfDocument(tmp_path / f"{name}.pdf")
    shown = " ".join(page.get_textpage().get_text_bounded() for page in pages).split()
    assert f"Page 1 of {len(pages)}" in " ".join(shown)
    turns = ["573 surveys", "The fourth step follows", "Those who took part", "Online survey"]
    places = [" ".join(shown).index(one) for one in turns]
    assert places == sorted(places)
