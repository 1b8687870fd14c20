"""The proof of same content finds what is there, and names what is not, in every kind of file."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from coprod_formats import writers
from coprod_formats.document import Block, Document, Figure, Link, Note, Section
from coprod_formats.kindle.compression import compress, expand
from coprod_formats.kindle.palm import database, read_records
from coprod_formats.proof import Kind, Tally, prove
from coprod_formats.proof.laws import LAWS
from coprod_formats.proof.readers import kindle
from tests import samples
from tests.shelf import Shelf, document_names

FORMATS = [name for name in writers.names() if name in writers.BUILT_IN]
every_format = pytest.mark.parametrize("writer", FORMATS)
UNHEARD = (".mp3", ".m4b", ".mp4", "-narration.txt")  # what is heard is proved by what is shown
SENTENCE = "It was heard in housing."
HEADING, DESCRIPTION = "Figures", "Ten people around a table"
ADDRESS = "https://example.org/a?b=1&c=%20d#e"


def found(shelf: Shelf, name: str, writer: str) -> dict[str, tuple[Tally, ...]]:
    """The proof of one format, by the names of its files."""
    proved = prove(shelf.shown(name, writer), shelf.folder(name, writer))
    return {path.name: tallies for path, tallies in proved.items()}


def losses(tallies: tuple[Tally, ...]) -> list[str]:
    """All that is missing, each in a line with its kind."""
    return [f"{one.kind}: {one.what}" for tally in tallies for one in tally.losses]


@pytest.mark.parametrize("writer", ["audio", "braille", "mp4"])  # the law of tests has the others
@pytest.mark.parametrize("name", document_names())
def test_nothing_is_missing_from_what_we_make(name: str, writer: str, shelf: Shelf) -> None:
    for file, tallies in found(shelf, name, writer).items():
        assert losses(tallies) == [], file
        assert tallies[0].kind is Kind.WORDS
        assert tallies[0].found == tallies[0].wanted


@every_format
def test_every_file_that_people_open_is_proved(writer: str, shelf: Shelf) -> None:
    folder = shelf.folder("everything", writer)
    proved = {path.name for path in prove(shelf.shown("everything", writer), folder)}
    files = {path for path in folder.rglob("*") if path.is_file()}
    opened = {path.name for path in files if not re.fullmatch("[0-9a-f]{16}", path.stem)}
    assert {one for one in opened - proved if not one.endswith(UNHEARD)} == set()


def richer(document: Document) -> dict[Kind, Document]:
    """The sample with one thing more than its finished files hold, of each kind."""
    names = [one.id if isinstance(one, Section) else "" for one in document.body]
    at = names.index("figures")
    figures = document.body[at]
    assert isinstance(figures, Section)
    chart = figures.body[0]
    assert isinstance(chart, Figure)
    other = replace(chart, description=samples.words("A drawing of wholly other things"))
    drawn = replace(figures, body=(other, *figures.body[1:]))
    link = Link(samples.text("our friends"), "https://friends.example.net/lost")
    note = Note("note-9", 9, (samples.paragraph("Nobody ever wrote such marginal remarks."),))

    def more(*blocks: Block) -> Document:
        return replace(document, body=(*document.body, *blocks))

    return {
        Kind.WORDS: more(samples.paragraph("Sheep may safely graze where goats look after them.")),
        Kind.HEADINGS: more(samples.section("lost", "Zebras and their neighbours")),
        Kind.DESCRIPTIONS: replace(
            document, body=(*document.body[:at], drawn, *document.body[at + 1 :])
        ),
        Kind.NUMBERS: more(samples.paragraph("There were 31,415 of them.")),
        Kind.LINKS: more(samples.paragraph(samples.words("Read ", link))),
        Kind.NOTES: more(samples.paragraph(samples.words("More.", note))),
    }


@every_format
def test_what_a_document_has_more_is_named(writer: str, shelf: Shelf) -> None:
    folder = shelf.folder("everything", writer)
    if writer == "easy-read":  # which shows another text: one thing more of it is enough
        more = samples.paragraph("Sheep graze here. There were 31,415 of them.")
        shown = shelf.shown("everything", writer)
        for path, tallies in prove(replace(shown, body=(*shown.body, more)), folder).items():
            said = losses(tallies)
            assert any(one.startswith("words: “Sheep") for one in said), path.name
            assert any("31,415" in one for one in said), path.name
        return
    for kind, document in richer(shelf.document("everything")).items():
        for path, tallies in prove(document, folder).items():
            tally = next((one for one in tallies if one.kind is kind), None)
            if tally is None:
                assert kind is Kind.LINKS  # which words alone do not have
                assert path.name.endswith((".txt", ".vtt", ".srt", ".json"))
                continue
            assert tally.losses, (path.name, kind)
            assert tally.found < tally.wanted


# Finished files, torn


def copied(path: Path, folder: Path) -> Path:
    """A copy of a finished file, alone in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    return copy


def in_text(path: Path, old: bytes, new: bytes) -> int:
    """Change a file of text; the number of places."""
    text = path.read_bytes()
    path.write_bytes(text.replace(old, new))
    return text.count(old)


def in_zip(path: Path, old: bytes, new: bytes) -> int:
    """Change the files of text in a container."""
    with zipfile.ZipFile(path) as opened:
        parts = {one: opened.read(one) for one in opened.namelist()}
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            text = name.endswith(("html", ".xml", ".rels"))
            made.writestr(name, content.replace(old, new) if text else content)
    return sum(content.count(old) for content in parts.values())


def in_kindle(path: Path, old: bytes, new: bytes) -> int:
    """Change the text of each book in a Kindle file, in place and at the same length."""
    records = read_records(path.read_bytes())
    count = flags = last = 0
    for number, record in enumerate(records):
        if record[16:20] == b"MOBI":
            (flags,) = struct.unpack_from(">H", record, 0xF2)
            last = number + struct.unpack_from(">H", record, 8)[0]
        elif number <= last:
            packed = kindle._trimmed(record, flags)
            text = expand(packed)
            count += old in text
            records[number] = (
                compress(text.replace(old, new.ljust(len(old)))) + record[len(packed) :]
            )
    path.write_bytes(database("torn", records, 0))
    return count


Edit = Callable[[Path, bytes, bytes], int]
TORN: tuple[tuple[str, str, Edit], ...] = (
    ("html", ".html", in_text),
    ("audio", "-transcript.html", in_text),
    ("epub", ".epub", in_zip),
    ("read-aloud", ".epub", in_zip),
    ("daisy", ".zip", in_zip),
    ("word", ".docx", in_zip),
    ("large-print", ".docx", in_zip),
    ("mobi", ".azw3", in_kindle),
    ("mobi", ".mobi", in_kindle),
)
CUTS = (
    (Kind.WORDS, SENTENCE, ""),
    (Kind.WORDS, "It was heard in housing", "It was heard in"),
    (Kind.DESCRIPTIONS, DESCRIPTION, ""),
    (Kind.NUMBERS, "9,691", ""),
    (Kind.HEADINGS, ">Figures<", ">       <"),
    (Kind.LINKS, ADDRESS.replace("&", "&amp;"), "https://example.org/"),
)


@pytest.mark.parametrize("torn", TORN, ids=lambda one: f"{one[0]}{one[1]}")
@pytest.mark.parametrize("cut", CUTS, ids=lambda one: f"{one[0]}: {one[1]}")
def test_what_was_torn_out_of_a_file_is_named(
    torn: tuple[str, str, Edit], cut: tuple[Kind, str, str], shelf: Shelf, tmp_path: Path
) -> None:
    (writer, ending, edit), (kind, old, new) = torn, cut
    (whole,) = (p for p in shelf.folder("everything", writer).iterdir() if p.name.endswith(ending))
    assert edit(copied(whole, tmp_path), old.encode(), new.encode())
    (tallies,) = prove(shelf.document("everything"), tmp_path).values()
    said = losses(tallies)
    assert any(one.startswith(kind) for one in said), said
    named = {Kind.HEADINGS: HEADING, Kind.LINKS: "example.org", Kind.WORDS: "housing"}
    assert any(named.get(kind, old) in one for one in said), said


def test_what_was_torn_out_of_a_pdf_is_named(shelf: Shelf, tmp_path: Path) -> None:
    (whole,) = shelf.folder("everything", "pdf").glob("*.pdf")
    document = shelf.document("everything")
    for kind, tear in (
        (Kind.WORDS, unsaid),
        (Kind.DESCRIPTIONS, undescribed),
        (Kind.HEADINGS, flattened),
        (Kind.LINKS, unlinked),
    ):
        with pikepdf.open(whole) as pdf:
            tear(pdf)
            pdf.save(tmp_path / "torn.pdf")
        (tallies,) = prove(document, tmp_path).values()
        assert any(one.startswith(kind) for one in losses(tallies)), kind


def parts_of(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """The structure elements of a PDF that have one role."""
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name(role)
    ]


def unsaid(pdf: pikepdf.Pdf) -> None:
    """Take paragraphs out of the order of reading."""
    for one in parts_of(pdf, "/P")[20:24]:
        del one.K


def undescribed(pdf: pikepdf.Pdf) -> None:
    """Take a picture's description away."""
    parts_of(pdf, "/Figure")[0].Alt = pikepdf.String("")


def flattened(pdf: pikepdf.Pdf) -> None:
    """Make a paragraph of a heading."""
    parts_of(pdf, "/H2")[2].S = pikepdf.Name.P


def unlinked(pdf: pikepdf.Pdf) -> None:
    """Lead every link somewhere else."""
    for page in pdf.pages:
        for one in page.get("/Annots", ()):
            if "/URI" in one.get("/A", {}):
                one.A.URI = pikepdf.String("https://elsewhere.example.org/")


LINES = {".brf": b"\r\n", ".pef": b"</row>", ".ebrl": b"</"}


@pytest.mark.parametrize("ending", LINES)
def test_what_was_torn_out_of_braille_is_named(ending: str, shelf: Shelf, tmp_path: Path) -> None:
    """Each line in turn is blanked: whatever stood there is told, unless it was furniture."""
    (whole,) = shelf.folder("everything", "braille").glob(f"*{ending}")
    said = dict.fromkeys(Kind, 0)
    for number in range(30, 190, 3):
        torn = copied(whole, tmp_path)
        blanked(torn, number, LINES[ending])
        (tallies,) = prove(shelf.document("everything"), tmp_path).values()
        for tally in tallies:
            said[tally.kind] += bool(tally.losses)
    assert said[Kind.WORDS] > 20
    assert min(said[kind] for kind in (Kind.NUMBERS, Kind.DESCRIPTIONS, Kind.HEADINGS)) > 0


def blanked(path: Path, number: int, ending: bytes) -> None:
    """Take the words out of one line of a file of braille."""
    if path.suffix == ".ebrl":
        with zipfile.ZipFile(path) as opened:
            parts = {one: opened.read(one) for one in opened.namelist()}
        name = next(one for one in parts if one.endswith("content.html"))
        parts[name] = without_line(parts[name], number, ending)
        with zipfile.ZipFile(path, "w") as made:
            for one, content in parts.items():
                made.writestr(one, content)
        return
    path.write_bytes(without_line(path.read_bytes(), number, ending))


def without_line(text: bytes, number: int, ending: bytes) -> bytes:
    lines = text.split(ending)
    cells = re.sub(rb">[^<]*", b">", lines[number]) if b"<" in lines[number] else b""
    return ending.join([*lines[:number], cells, *lines[number + 1 :]])


@pytest.mark.parametrize(
    ("writer", "ending"),
    [
        ("audio", "-transcript.txt"),
        ("audio", "clips.json"),
        ("mp4", ".vtt"),
        ("mp4", ".srt"),
    ],
)
def test_what_was_torn_out_of_words_beside_sound_is_named(
    writer: str, ending: str, shelf: Shelf, tmp_path: Path
) -> None:
    (whole,) = [p for p in shelf.folder("everything", writer).iterdir() if p.name.endswith(ending)]
    for kind, old in ((Kind.WORDS, SENTENCE), (Kind.DESCRIPTIONS, DESCRIPTION)):
        torn = copied(whole, tmp_path)
        assert in_text(torn, old.encode(), b"Nothing.")
        (tallies,) = prove(shelf.document("everything"), tmp_path).values()
        assert any(one.startswith(kind) and old in one for one in losses(tallies))


def test_a_file_that_cannot_be_read_back_has_lost_everything(shelf: Shelf, tmp_path: Path) -> None:
    for ending in LAWS:
        (tmp_path / f"letter{ending}").write_bytes(b"PK\x03\x04 Dear reader")
    for path, tallies in prove(shelf.document("everything"), tmp_path).items():
        assert tallies[0].losses, path.name
        assert tallies[0].found < tallies[0].wanted
