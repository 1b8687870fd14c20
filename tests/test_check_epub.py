"""Each rule of the book's check finds the fault that was put there, and nothing in a sound book."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from coprod_formats.checks.epub import check_epub
from coprod_formats.checks.epub.sound import mp3_seconds
from coprod_formats.diagnostics import Severity
from coprod_formats.epub import book, opened
from tests.projects import Project
from tests.shelf import Shelf, document_names

FRAME = b"\xff\xfb\x90\xc4" + bytes(413)  # 128 kbit/s at 44,100 Hz: 1152 samples of silence
SOUND = FRAME * 192  # five seconds
SMIL = """<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body>
<par><text src="chapter-04.xhtml#figures"/>
<audio src="sound.mp3" clipBegin="0:00:00.000" clipEnd="0:00:02.000"/></par>
<par><text src="chapter-04.xhtml#figure-photo"/>
<audio src="sound.mp3" clipBegin="0:00:02.000" clipEnd="0:00:05.000"/></par>
</body></smil>
"""
OVERLAY = (
    '<item href="sound.mp3" id="sound" media-type="audio/mpeg"/>'
    '<item href="04.smil" id="overlay" media-type="application/smil+xml"/></manifest>'
)
DURATIONS = (
    '<meta property="media:duration" refines="#overlay">0:00:05.000</meta>'
    '<meta property="media:duration">0:00:05.000</meta>'
    '<meta property="media:active-class">-epub-media-overlay-active</meta></metadata>'
)
TOLD = '<meta property="media:duration">0:00:05.000</meta>'
PHOTO = 'alt="Ten people around a table"'
PACKAGE, NAV, STYLE = "content.opf", "nav.xhtml", "book.css"
FIGURES, TABLES, WORDS, NOTES = (
    *("chapter-04.xhtml", "chapter-05.xhtml", "chapter-01.xhtml", "notes.xhtml"),
)
LISTED = '<li><a href="chapter-04.xhtml#figures">Figures</a></li>\n'
HAZARD = '<meta property="schema:accessibilityHazard">unknown</meta>'
BACK = (
    '<a href="chapter-01.xhtml#note-1.mark" epub:type="backlink" role="doc-backlink" '
    'class="back" aria-label="Back to the text at note 1">↩︎</a>'
)
NO_HEADERS = (("<th ", "<td "), ("</th>", "</td>"))
# the rule, the file, and what stands there instead of what
FAULTS = (
    ("alt-missing", FIGURES, ((PHOTO, ""),)),
    ("alt-filename", FIGURES, ((PHOTO, 'alt="photo.JPG"'),)),
    ("alt-empty", FIGURES, ((PHOTO, 'alt=""'),)),
    ("contrast", STYLE, (("p {", "p { color: #bbb; background: #fff;"),)),
    ("colour-alone", STYLE, (("p {", "p { color: black;"),)),
    ("heading-order", WORDS, (("</h1>", "</h1><h3>A part</h3>"),)),
    ("lang", FIGURES, ((' lang="en-GB" xml:lang="en-GB"', ""),)),
    ("lang-unknown", "chapter-07.xhtml", (('lang="cy"', 'lang="xx-yy-zzzzzzzzzzz"'),)),
    ("title", FIGURES, (("<title>Figures</title>", "<title></title>"),)),
    ("title-filename", FIGURES, (("<title>Figures", f"<title>{FIGURES}"),)),
    ("table-headers", TABLES, NO_HEADERS),
    ("table-scope", TABLES, ((' scope="col"', ""), (' scope="row"', ""))),
    ("toc-order", NAV, (('href="chapter-02.xhtml#structures"', 'href="chapter-08.xhtml"'),)),
    ("toc-missing", NAV, ((LISTED, ""),)),
    ("link-dangling", WORDS, (("notes.xhtml#note-1", "notes.xhtml#note-9"),)),
    ("link-dangling", WORDS, (('href="notes.xhtml#note-1"', 'href="nowhere.xhtml"'),)),
    ("note-back", NOTES, ((BACK, ""),)),
    ("sound-text", "04.smil", (("#figure-photo", "#nowhere"),)),
    ("sound-missing", "04.smil", (("sound.mp3", "silence.mp3"),)),
    ("sound-end", "04.smil", (('clipEnd="0:00:05', 'clipEnd="0:00:35'),)),
    ("sound-duration", PACKAGE, ((TOLD, TOLD.replace("05.000", "12.000")),)),
    ("page-label", "title.xhtml", ((' aria-label="1"', ""),)),
    ("page-missing", NAV, (('<li><a href="title.xhtml#page.1">1</a></li>', ""),)),
    ("page-source", PACKAGE, (('property="pageBreakSource"', 'property="dcterms:source"'),)),
    ("hazard", PACKAGE, ((HAZARD, HAZARD + HAZARD.replace("unknown", "noFlashingHazard")),)),
    ("feature", WORDS, (("http://www.w3.org/1998/Math/MathML", "http://www.example.org/"),)),
    ("feature", PACKAGE, ((">captions<", ">synchronizedAudioText<"),)),
    ("metadata", PACKAGE, (('property="schema:', 'property="dcterms:'),)),
    ("conforms", PACKAGE, (("EPUB Accessibility 1.1", "EPUB Accessibility 1.2"),)),
    ("certified", PACKAGE, (("a11y:certifiedBy", "a11y:certifierReport"),)),
    ("package-lang", PACKAGE, ((' xml:lang="en-GB">', ">"),)),
    ("package-title", PACKAGE, (("dc:title", "dc:source"),)),
    ("link-vague", WORDS, (("an example page with a query", "click here"),)),
    ("link-empty", WORDS, (("an example page with a query", ""),)),
    ("id-duplicate", FIGURES, (('id="figure-photo"', 'id="figure-png"'),)),
    ("reference", FIGURES, (('aria-labelledby="figures"', 'aria-labelledby="nowhere"'),)),
    ("role", FIGURES, ((' role="doc-chapter"', ""),)),
    ("external", FIGURES, (('src="images/', 'src="https://example.org/'),)),
    ("external", FIGURES, (('src="images/', 'src="pictures/'),)),
    ("script", FIGURES, (("</section>", "<script>1</script></section>"),)),
    ("justified", STYLE, (("text-align: start;", "text-align: justify;"),)),
    ("fixed-size", STYLE, (("body {", "body { font-size: 10px;"),)),
    ("title-heading", FIGURES, (("<h1 ", "<p "), ("</h1>", "</p>"))),
    ("file-broken", FIGURES, (("</figure>", ""),)),
    ("file-missing", PACKAGE, (('href="chapter-08.xhtml"', 'href="chapter-99.xhtml"'),)),
    ("nav", PACKAGE, ((' properties="nav"', ""),)),
    ("spine", PACKAGE, (("<itemref ", "<item "),)),
)


@pytest.fixture(scope="module")
def sound(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a sound book with everything in it: printed pages, a claim, and sound."""
    path = tmp_path_factory.mktemp("sound") / "everything.epub"
    document = shelf.document("everything")
    book(document, path, shelf.folder("everything", "pdf") / "everything.pdf", "Ann Jones")
    with zipfile.ZipFile(path) as made:
        files = {name: made.read(name) for name in made.namelist()}
    package = files["EPUB/content.opf"].decode()
    package = package.replace("</manifest>", OVERLAY).replace("</metadata>", DURATIONS)
    files["EPUB/content.opf"] = package.encode()
    return {**files, "EPUB/04.smil": SMIL.encode(), "EPUB/sound.mp3": SOUND}


def packed(files: Mapping[str, bytes], folder: Path) -> Path:
    """A book of these files."""
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def rules(path: Path) -> set[str]:
    """The rules that a book breaks."""
    return {found.rule for found in check_epub(path)}


def test_a_sound_book_passes(sound: dict[str, bytes], tmp_path: Path) -> None:
    assert [str(one) for one in check_epub(packed(sound, tmp_path))] == []


@pytest.mark.parametrize(("rule", "file", "edits"), FAULTS)
def test_the_fault_that_was_put_there_is_found(
    rule: str,
    file: str,
    edits: tuple[tuple[str, str], ...],
    sound: dict[str, bytes],
    tmp_path: Path,
) -> None:
    text = sound[f"EPUB/{file}"].decode()
    assert edits[0][0] in text
    for old, new in edits:
        text = text.replace(old, new)
    faulty = {**sound, f"EPUB/{file}": text.encode()}
    assert f"epub-{rule}" in rules(packed(faulty, tmp_path))


def test_the_command_finds_every_fault_in_one_run(sound: dict[str, bytes], tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a")
    project.settings("formats:\n  epub:\n")
    folder = tmp_path / "outputs" / "a" / "epub"
    folder.mkdir(parents=True)
    for number, (_, file, edits) in enumerate(FAULTS):
        text = sound[f"EPUB/{file}"].decode()
        for old, new in edits:
            text = text.replace(old, new)
        (folder / f"{number}.epub").write_bytes(
            packed({**sound, f"EPUB/{file}": text.encode()}, tmp_path).read_bytes()
        )
    events = project.run("check", "--quick", "--json").events()
    told = {
        (one["where"]["file"].partition(".epub")[0], one["rule"])
        for event in events
        for one in event.get("diagnostics", ())
        if one["where"]
    }
    wanted = {(str(number), f"epub-{rule}") for number, (rule, _, _) in enumerate(FAULTS)}
    assert wanted - told == set()
    assert events[-1]["exit"] == 1


def test_a_fault_is_told_with_its_file_and_line(sound: dict[str, bytes], tmp_path: Path) -> None:
    text = sound[f"EPUB/{FIGURES}"].decode().replace(PHOTO, "")
    found, *_ = check_epub(packed({**sound, f"EPUB/{FIGURES}": text.encode()}, tmp_path))
    line = text[: text.index('id="figure-photo"')].count("\n") + 2
    assert str(found.where) == f"book.epub/EPUB/{FIGURES}:{line}:1"


def test_faults_of_the_source_do_not_hold_the_book_back(
    sound: dict[str, bytes], tmp_path: Path
) -> None:
    text = sound[f"EPUB/{WORDS}"].decode().replace("an example page with a query", "here")
    found = check_epub(packed({**sound, f"EPUB/{WORDS}": text.encode()}, tmp_path))
    assert [one.severity for one in found] == [Severity.WARNING]


def test_the_first_file_must_say_what_the_others_are(
    sound: dict[str, bytes], tmp_path: Path
) -> None:
    late = {name: sound[name] for name in sorted(sound, reverse=True) if name != "mimetype"}
    assert "epub-mimetype" in rules(packed(late, tmp_path))


@pytest.mark.parametrize("content", [b"", b"Dear reader", b"PK\x03\x04" + bytes(60)])
def test_what_is_no_book_is_told_as_such(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.epub"
    path.write_bytes(content)
    assert rules(path) == {"epub-unreadable"}


def test_a_damaged_book_is_told_and_never_a_crash(sound: dict[str, bytes], tmp_path: Path) -> None:
    whole = packed(sound, tmp_path).read_bytes()
    chance = random.Random(7)  # noqa: S311 - no secret, only variety that can be repeated
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "damaged.epub").write_bytes(damaged[: chance.randrange(len(damaged))])
        assert "epub-unreadable" in rules(tmp_path / "damaged.epub")
        (tmp_path / "damaged.epub").write_bytes(damaged)
        check_epub(tmp_path / "damaged.epub")


def test_the_length_of_sound_is_read_from_its_frames() -> None:
    tagged = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + SOUND
    for sound in (SOUND, tagged):
        assert mp3_seconds(BytesIO(sound), len(sound)) == pytest.approx(5, abs=0.05)
    assert mp3_seconds(BytesIO(b"RIFF"), 4) is None


@pytest.mark.parametrize("name", document_names())
def test_our_books_pass(name: str, shelf: Shelf) -> None:
    (made,) = shelf.folder(name, "epub").glob("*.epub")
    assert [str(found) for found in check_epub(made)] == []


def test_a_large_book_of_sound_is_read_and_a_bomb_is_not(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = next(shelf.folder("everything", "read-aloud").glob("*.epub"))
    monkeypatch.setattr(opened, "LARGEST", made.stat().st_size)
    assert opened.opened(made).spine
    bomb = tmp_path / "bomb.epub"
    bomb.write_bytes(made.read_bytes())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("zeros", bytes(10 * made.stat().st_size))
    with pytest.raises(opened.UnreadableError, match="unpack"):
        opened.opened(bomb)
