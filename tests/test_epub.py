"""The EPUB book: valid, whole, and good to read for people who do not see its pages."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from coprod_formats.derive.pagination import first_sentences
from coprod_formats.document import Document, Figure, Foreign, Math, Video
from coprod_formats.epub import book
from coprod_formats.labels import BY_LANGUAGE, labels
from coprod_formats.markup.blocks import blocks as markup_of
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.inlines import page_mark
from coprod_formats.proof.readers.found import elements
from coprod_formats.walking import blocks, inlines, plain, sentences
from coprod_formats.writers.base import Job
from coprod_formats.writers.epub import EpubOptions, EpubWriter
from tests import samples
from tests.shelf import Shelf, document_names
from tests.validators.books import ace, epubcheck

SPACES = {
    "d": "http://purl.org/dc/elements/1.1/",
    "e": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "o": "http://www.idpf.org/2007/opf",
}


def made(shelf: Shelf, name: str) -> Path:
    """The book of one document."""
    (path,) = shelf.folder(name, "epub").glob("*.epub")
    return path


def paged(shelf: Shelf, name: str, folder: Path) -> Path:
    """The book of one document with the pages of its PDF."""
    document = shelf.document(name)
    path = folder / f"{name}.epub"
    book(document, path, shelf.folder(name, "pdf") / f"{document.slug}.pdf", "Ann Jones")
    return path


def trees(path: Path) -> dict[str, etree._Element]:
    """Every file of XML in a book, by its name."""
    with zipfile.ZipFile(path) as opened:
        names = [one for one in opened.namelist() if one.endswith((".xhtml", ".opf", ".ncx"))]
        return {name.removeprefix("EPUB/"): etree.fromstring(opened.read(name)) for name in names}


def metas(path: Path, name: str) -> list[str]:
    """What the package says under one property."""
    package = trees(path)["content.opf"]
    return [str(one.text) for one in elements(package, f"//o:meta[@property='{name}']", SPACES)]


def test_epubcheck_has_nothing_to_say_of_any_book(shelf: Shelf, tmp_path: Path) -> None:
    books = [made(shelf, name) for name in document_names()]
    books += [paged(shelf, name, tmp_path) for name in ("everything", "interactive-summary")]
    said = {path.name: lines for path, lines in epubcheck(books).items() if lines}
    assert said == {}


def test_ace_has_nothing_to_say_of_any_book(shelf: Shelf, tmp_path: Path) -> None:
    books = [made(shelf, name) for name in document_names()]
    books += [paged(shelf, name, tmp_path) for name in ("everything", "interactive-summary")]
    said = {path.name: lines for path, lines in ace(books, tmp_path / "ace").items() if lines}
    assert said == {}


def test_each_chapter_is_a_file_with_one_title_of_its_own(shelf: Shelf) -> None:
    found = trees(made(shelf, "everything"))
    chapters = {name: tree for name, tree in found.items() if name.startswith("chapter")}
    assert len(chapters) == len(shelf.document("everything").body) - 1
    for tree in chapters.values():
        (section,) = elements(tree, "h:body/h:section", SPACES)
        (heading,) = elements(tree, "//h:h1", SPACES)
        assert section.get("role") == "doc-chapter"
        assert section.get("aria-labelledby") == heading.get("id")
    titles = [tree.findtext("h:head/h:title", namespaces=SPACES) for tree in found.values()]
    named = [title for title in titles if title]
    assert len(named) == len(set(named)) == len(chapters) + 4


def test_contents_of_both_kinds_name_every_chapter_and_the_notes(shelf: Shelf) -> None:
    found = trees(made(shelf, "everything"))
    links = elements(found["nav.xhtml"], "//h:nav[@e:type='toc']//h:a", SPACES)
    old = elements(found["toc.ncx"], "//n:content", SPACES)
    targets = [str(one.get("href")) for one in links]
    assert targets == [str(one.get("src")) for one in old]
    files = {target.partition("#")[0] for target in targets}
    assert files == {name for name in found if re.match("chapter|title|notes", name)}


def test_every_note_leads_back_to_its_mark(shelf: Shelf) -> None:
    found = trees(made(shelf, "everything"))
    back = elements(found["notes.xhtml"], "//h:a[@role='doc-backlink']", SPACES)
    assert len(back) == 3
    for link in back:
        file, _, place = str(link.get("href")).partition("#")
        (mark,) = elements(found[file], f"//h:a[@id='{place}']", SPACES)
        assert mark.get("{http://www.idpf.org/2007/ops}type") == "noteref"
        assert str(mark.get("href")).startswith("notes.xhtml#")


def test_nothing_has_to_be_opened(shelf: Shelf) -> None:
    for tree in trees(made(shelf, "everything")).values():
        assert not elements(tree, "//h:details | //h:button | //h:script", SPACES)


def test_every_language_is_said_as_html_and_as_xml(shelf: Shelf) -> None:
    for name, tree in trees(made(shelf, "everything")).items():
        if name.endswith(".xhtml"):
            for one in elements(tree, "//*[@lang]"):
                assert one.get("{http://www.w3.org/XML/1998/namespace}lang") == one.get("lang")
    marked = [
        one
        for line in sentences(shelf.document("everything").body)
        for one in inlines(line.inlines)
        if isinstance(one, Foreign)
    ]
    assert marked


def test_pictures_are_the_very_files_of_the_document(shelf: Shelf) -> None:
    document = shelf.document("everything")
    with zipfile.ZipFile(made(shelf, "everything")) as opened:
        for figure in blocks(document.body):
            if isinstance(figure, Figure):
                path = f"EPUB/images/{figure.image.name}"
                assert opened.read(path) == figure.image.path.read_bytes()


def test_features_are_told_when_they_are_there(shelf: Shelf) -> None:
    everything = metas(made(shelf, "everything"), "schema:accessibilityFeature")
    plainest = metas(made(shelf, "plainest"), "schema:accessibilityFeature")
    there = {"alternativeText", "longDescription", "MathML", "captions", "transcript"}
    assert there <= set(everything)
    assert not there & set(plainest)
    assert "visual" not in metas(made(shelf, "plainest"), "schema:accessMode")


def test_a_standard_is_claimed_only_where_somebody_vouches_for_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    assert metas(made(shelf, "everything"), "dcterms:conformsTo") == []
    vouched = paged(shelf, "everything", tmp_path)
    assert metas(vouched, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert metas(vouched, "a11y:certifiedBy") == ["Ann Jones"]


def test_printed_pages_are_marked_where_they_begin(shelf: Shelf, tmp_path: Path) -> None:
    found = trees(paged(shelf, "interactive-summary", tmp_path))
    links = elements(found["nav.xhtml"], "//h:nav[@e:type='page-list']//h:a", SPACES)
    numbers = [int(str(one.text)) for one in links]
    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 5
    for link in links:
        file, _, place = str(link.get("href")).partition("#")
        (mark,) = elements(found[file], f"//*[@id='{place}']", SPACES)
        assert mark.get("aria-label") == link.text


def test_a_sentence_is_found_on_the_page_where_it_begins() -> None:
    one, two, three = (
        samples.paragraph(f"This is the {word} sentence, and it is long enough to be known.")
        for word in ("first", "second", "third")
    )
    document = Document("paged", samples.plainest().front, (one, two, three))
    rest = "and it is long enough to be known."
    words = [
        f"1 This is the first sen-tence, {rest} This is the second",
        f"sentence, {rest} This is the third sentence, {rest}",
    ]
    assert first_sentences(document, words) == {"": 1, three.sentences[0].id: 2}


def test_a_page_that_begins_with_a_picture_is_marked_before_the_picture(shelf: Shelf) -> None:
    document = shelf.document("everything")
    figure = next(
        one
        for one in blocks(document.body)
        if isinstance(one, Figure) and one.caption and one.description
    )
    caption = plain(figure.caption[0].inlines)
    pages = first_sentences(document, ["", f"Words of the drawing {caption}"])
    assert figure.description
    assert pages == {"": 1, figure.description.id: 2}
    film = next(one for one in blocks(document.body) if isinstance(one, Video))
    told = {figure.description.id: 2, film.description.id: 3}
    plainly = Flavour(labels("en-GB"), "en-GB", lambda one: one.name, folding=False)
    for block, number in ((figure, 2), (film, 3)):
        made = markup_of((block,), replace(plainly, pages=told))
        assert made == f"{page_mark(number)}\n{markup_of((block,), plainly)}"


def test_the_pdf_is_asked_for_only_by_option() -> None:
    assert EpubWriter().needs(EpubOptions()) == ()
    assert EpubWriter().needs(EpubOptions.model_validate({"page-list": True})) == ("pdf",)


def test_the_writer_hands_its_pdf_on(shelf: Shelf, tmp_path: Path) -> None:
    options = EpubOptions.model_validate({"page-list": True, "evaluated-by": "Ann Jones"})
    inputs = {"pdf": shelf.folder("everything", "pdf")}
    EpubWriter().write(Job(shelf.document("everything"), options, inputs, tmp_path))
    assert metas(tmp_path / "everything.epub", "pageBreakSource")


@pytest.mark.parametrize("language", sorted(BY_LANGUAGE))
def test_generated_words_are_in_the_language_of_the_book(language: str, tmp_path: Path) -> None:
    plainest = samples.plainest()
    document = replace(plainest, front=replace(plainest.front, language=language))
    book(document, tmp_path / "made.epub")
    title = trees(tmp_path / "made.epub")["nav.xhtml"].findtext(".//h:h1", namespaces=SPACES)
    assert title == BY_LANGUAGE[language].contents


def test_our_words_are_marked_as_english_where_a_language_has_none(tmp_path: Path) -> None:
    plainest = samples.plainest()
    document = replace(plainest, front=replace(plainest.front, language="de"))
    book(document, tmp_path / "made.epub")
    nav = trees(tmp_path / "made.epub")["nav.xhtml"]
    assert [one.get("lang") for one in elements(nav, "//h:h1", SPACES)] == ["en"]


def test_pages_turn_the_other_way_in_arabic(tmp_path: Path) -> None:
    plainest = samples.plainest()
    document = replace(plainest, front=replace(plainest.front, language="ar"))
    book(document, tmp_path / "made.epub")
    (spine,) = elements(trees(tmp_path / "made.epub")["content.opf"], "//o:spine", SPACES)
    assert spine.get("page-progression-direction") == "rtl"


def test_formulas_are_mathml_and_the_package_says_so(shelf: Shelf) -> None:
    document = shelf.document("everything")
    lines = (one for line in sentences(document.body) for one in inlines(line.inlines))
    formulas = sum(isinstance(one, Math) for one in lines)
    found = trees(made(shelf, "everything"))
    marked = [
        str(one.get("href"))
        for one in elements(found["content.opf"], "//o:item[@properties='mathml']", SPACES)
    ]
    path = "//*[local-name()='math']"
    assert sum(len(elements(found[name], path)) for name in marked) == formulas > 0


def test_the_container_begins_as_readers_expect(shelf: Shelf) -> None:
    path = made(shelf, "everything")
    with zipfile.ZipFile(path) as opened:
        first, *rest = opened.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {one.date_time for one in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
