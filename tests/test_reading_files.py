"""Files that a source brings along: what they are by their bytes, and what is refused."""

from __future__ import annotations

import hashlib
import io
import time
from pathlib import Path

import pytest
from PIL import Image as Pillow

from coprod_formats.document import Asset, Figure, Image, Section, Video
from coprod_formats.reading import read
from coprod_formats.reading.svg import DrawingError, size
from tests.drafts import SVG, blocks, complaints, draft, png, reading

NS = 'xmlns="http://www.w3.org/2000/svg"'


def jpeg(width: int = 30, height: int = 20) -> bytes:
    made = io.BytesIO()
    Pillow.new("RGB", (width, height), "green").save(made, "JPEG", progressive=True)
    return made.getvalue()


def told(folder: Path, name: str, raw: bytes) -> set[str]:
    """The rules that a picture with this name and these bytes breaks."""
    (folder / "img").mkdir(exist_ok=True)
    (folder / "img" / name).write_bytes(raw)
    return {one.rule for one in complaints(folder, f"![What it shows](<img/{name}>)")}


def test_pictures_have_their_size_and_count_by_their_bytes(tmp_path: Path) -> None:
    draft(tmp_path, "")
    (tmp_path / "img" / "j.jpg").write_bytes(jpeg())
    made = blocks(
        tmp_path, "![A](img/a.svg) ![P q](img/p.png) ![J k](img/j.jpg)".replace("A", "Cat")
    )
    images = [one.image for one in made if isinstance(one, Figure)]
    assert [(i.suffix, i.width, i.height) for i in images] == [
        (".svg", 20, 10),
        (".png", 4, 3),
        (".jpg", 30, 20),
    ]
    assert images[0].sha256 == hashlib.sha256(SVG.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "raw", "rule"),
    [
        ("x.png", jpeg(), "image-suffix"),
        ("x.svg", png(), "image-suffix"),
        ("x", png(), "image-suffix"),
        ("x.gif", b"GIF89a" + bytes(20), "image-kind"),
        ("x.png", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image-kind"),
        ("x.png", b"", "image-kind"),
        ("x.png", b"hello", "image-kind"),
        ("x.svg", b"<!DOCTYPE html><html></html>", "image-kind"),
        ("x.svg", b"%PDF-1.7", "image-kind"),
        ("x.png", png(20_000, 20_000), "image-huge"),
        ("x.png", png(0, 3), "image-broken"),
        ("x.png", png()[:-6], "image-broken"),
        ("x.png", png()[:20], "image-broken"),
        ("x.jpg", jpeg()[:200], "image-broken"),
        ("x.jpg", b"\xff\xd8\xff", "image-broken"),
        ("x.svg", b"<svg/>", "image-svg"),
        ("x.svg", b"<svg", "image-svg"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(
    tmp_path: Path, name: str, raw: bytes, rule: str
) -> None:
    assert told(tmp_path, name, raw) == {rule}


@pytest.mark.parametrize("name", ["a b.png", "é.png", "%41.png", "x.PNG"])
def test_names_with_spaces_and_accents_are_found(tmp_path: Path, name: str) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / name).write_bytes(png())
    written = name.replace("%", "%25")
    assert complaints(tmp_path, f"![Cat](<img/{written}>)") == ()


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    draft(tmp_path, "")
    with (tmp_path / "img" / "big.png").open("wb") as opened:
        opened.write(png())
        opened.truncate(4_000_000_000)
    start = time.process_time()
    assert {one.rule for one in complaints(tmp_path, "![Cat](img/big.png)")} == {"image-huge"}
    assert time.process_time() - start < 1


def test_a_link_out_of_the_project_is_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    project = tmp_path / "project"
    draft(project, "")
    (project / "img" / "in.png").symlink_to(tmp_path / "secret.png")
    assert {one.rule for one in complaints(project, "![Cat](img/in.png)")} == {"image-outside"}
    (project / "img" / "loop.png").symlink_to(project / "img" / "loop.png")
    assert {one.rule for one in complaints(project, "![Cat](img/loop.png)")} == {"image-missing"}


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 1000
    + '"><!ENTITY c "'
    + "&b;" * 1000
    + f'">]><svg {NS}><text>&c;</text></svg>'
)
UNSAFE = [
    f"<svg {NS}><script>alert(1)</script></svg>",
    f'<svg {NS} onload="alert(1)"/>',
    f'<svg {NS}><g OnClick="x"/></svg>',
    f'<svg {NS}><image href="https://e.org/a.png"/></svg>',
    f'<svg {NS}><image href="file:///etc/passwd"/></svg>',
    f'<svg {NS}><image href="other.png"/></svg>',
    f'<svg {NS}><image href="data:image/svg+xml;base64,AA"/></svg>',
    f'<svg {NS} xmlns:x="http://www.w3.org/1999/xlink"><use x:href="b.svg#c"/></svg>',
    f'<svg {NS} xmlns:x="http://www.w3.org/1999/xlink"><use x:href=" javascript:x"/></svg>',
    f"<svg {NS}><foreignObject><p>x</p></foreignObject></svg>",
    f'<svg {NS}><a href="#b"><text>x</text></a></svg>',
    f'<svg {NS}><rect style="fill:url(https://e.org/a)"/></svg>',
    f"<svg {NS}><rect fill=\"url('//e.org/a#b')\"/></svg>",
    f"<svg {NS}><style>@import 'x.css';</style></svg>",
    f"<svg {NS}><style>a{{background:url( x.png )}}</style></svg>",
    f"<svg {NS}><style>a{{background:u\\72l(x.png)}}</style></svg>",
    f"<svg {NS}><style>a{{background:u<!-- -->rl(x.png)}}</style></svg>",
    f'<svg {NS}><set attributeName="href" to="javascript:alert(1)"/></svg>',
    f'<?xml-stylesheet href="x.css"?><svg {NS}/>',
    f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {NS}>&a;</svg>',
    f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://e.org/a.dtd"> %a;]><svg {NS}/>',
    LAUGHS,
    f"<svg {NS}>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    "<html/>",
    "<svg xmlns='http://e.org/other'/>",
]


@pytest.mark.parametrize("drawing", UNSAFE)
def test_a_drawing_that_is_more_than_a_drawing_is_refused(drawing: str) -> None:
    start = time.process_time()
    with pytest.raises(DrawingError):
        size(drawing.encode())
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (f'<svg {NS} width="96pt" height="1in"/>', (128, 96)),
        (f'<svg {NS} viewBox="0 0 300 100"/>', (300, 100)),
        (f'<svg {NS} width="60" viewBox="0,0,300,100"/>', (60, 20)),
        (f'<svg {NS} width="100%" height="100%" viewBox="0 0 30 10"/>', (30, 10)),
        (f"<svg {NS}/>", (300, 150)),
        (f'<svg {NS}><path fill="url(#a)" style="stroke:url(\'#b\')"/></svg>', (300, 150)),
        (f'<svg {NS} viewBox="0 0 nan x"/>', (300, 150)),
        (f'<?xml version="1.0"?><!-- c --><svg {NS} width="5mm" height="5mm"/>', (19, 19)),
        (
            f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG//EN" "a"><svg {NS} width="8" height="9"/>',
            (8, 9),
        ),
    ],
)
def test_a_safe_drawing_has_a_size(drawing: str, expected: tuple[int, int]) -> None:
    assert size(drawing.encode()) == expected


def film(folder: Path) -> None:
    (folder / "film.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(40))
    (folder / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", encoding="utf-8")
    (folder / "film.md").write_text("Nicc speaks.\n\n> We began.\n> — Isaac\n", encoding="utf-8")


FILM = "![How it began](film.mp4){.video captions=film.vtt transcript=film.md poster=img/p.png}"


def test_a_video_brings_its_captions_poster_and_transcript(tmp_path: Path) -> None:
    film(tmp_path)
    made = reading(tmp_path, FILM)
    assert not made.diagnostics
    (video,) = made.document.body
    assert isinstance(video, Video)
    assert isinstance(video.captions, Asset)
    assert isinstance(video.poster, Image)
    assert len(video.transcript) == 2
    assert {one.path.name for one in made.files} == {"film.mp4", "film.vtt", "film.md", "p.png"}


def test_faults_in_a_transcript_are_told_in_the_transcript(tmp_path: Path) -> None:
    film(tmp_path)
    (tmp_path / "film.md").write_text("Fine.\n\n# No <b>\n\n" + FILM + "\n", encoding="utf-8")
    found = complaints(tmp_path, FILM)
    assert {(one.where.line, one.rule) for one in found if one.where} == {
        (3, "heading-place"),
        (3, "raw-html"),
        (5, "video-place"),
    }
    assert {Path(one.where.file).name for one in found if one.where} == {"film.md"}


def test_captions_that_are_none_and_missing_ones_are_told(tmp_path: Path) -> None:
    film(tmp_path)
    (tmp_path / "film.vtt").write_text("Hello", encoding="utf-8")
    assert {one.rule for one in complaints(tmp_path, FILM)} == {"video-captions"}
    bare = "![How it began](film.mp4){.video transcript=film.md}"
    assert [str(one.severity) for one in complaints(tmp_path, bare)] == ["warning"]


def test_the_summary_of_this_project_reads_without_a_word_of_complaint() -> None:
    project = Path(__file__).parents[1]
    made = read(project / "sources" / "interactive-summary.md", project)
    assert made.diagnostics == ()
    assert {one.suffix for one in made.files} == {".svg"}
    last = made.document.body[-1]
    assert isinstance(last, Section)
    assert last.id == "glossary"
