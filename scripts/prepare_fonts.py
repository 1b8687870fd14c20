"""Fonts for the pages, from the web fonts of pinned npm packages: equal inputs, equal bytes."""

import argparse
import io
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
EPOCH = 3_155_673_600  # the first of January 2004 in font time: a fixed date, for equal bytes


@dataclass(frozen=True)
class Face:
    """One font file to make: its name, and the subsets of a package that are joined for it."""

    name: str
    package: str
    cut: str
    subsets: tuple[str, ...]


def script(name: str) -> tuple[Face, ...]:
    """The faces of one script, which stand in a folder of their own."""
    return family(f"NotoSans{name.title()}", f"noto-sans-{name}", "Regular Bold", name)


def family(name: str, package: str, cuts: str, *subsets: str) -> tuple[Face, ...]:
    """The faces of one family, one for each named cut."""
    return tuple(Face(f"{name}-{cut}", package, cut, subsets) for cut in cuts.split())


CUTS = {
    "Regular": "400-normal",
    "Italic": "400-italic",
    "Bold": "700-normal",
    "BoldItalic": "700-italic",
}
EUROPE = ("latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese")
FACES = (
    *family(
        "AtkinsonHyperlegibleNext",
        "atkinson-hyperlegible-next",
        "Regular Italic Bold BoldItalic",
        "latin",
        "latin-ext",
    ),
    *family("NotoSans", "noto-sans", "Regular Italic Bold BoldItalic", *EUROPE),
    *family("IBMPlexSansArabic", "ibm-plex-sans-arabic", "Regular Bold", "arabic"),
    *family("NotoSansHebrew", "noto-sans-hebrew", "Regular Bold", "hebrew"),
    *family("NotoSansMono", "noto-sans-mono", "Regular Bold", *EUROPE),
    *family("NotoSansSymbols", "noto-sans-symbols", "Regular Bold", "symbols"),
    *family("NotoSansSymbols2", "noto-sans-symbols-2", "Regular", "symbols", "braille"),
    *family("NotoSansMath", "noto-sans-math", "Regular", "latin"),
    *family("NotoEmoji", "noto-emoji", "Regular", "emoji"),
    *family("NotoColorEmoji", "noto-color-emoji", "Regular", "emoji"),
)
SCRIPTS = (
    *("armenian", "bengali", "devanagari", "ethiopic", "georgian", "gujarati", "gurmukhi"),
    *("kannada", "khmer", "lao", "malayalam", "myanmar", "sinhala", "tamil", "telugu", "thai"),
)
CHINESE = "manimgx_fonts_cjk"  # the Python package that has the faces of Chinese letters whole

WEB = tuple(f"AtkinsonHyperlegibleNext-{cut}" for cut in ("Regular", "Bold", "Italic"))


def prepare(packages: Path, folder: Path) -> None:
    """Fill the folder with every face and its licence, whole or not at all."""
    with anew(folder) as unfinished:
        fill(unfinished, FACES, packages)
        for name in WEB:
            (unfinished / f"{name}.woff2").write_bytes(packed(unfinished / f"{name}.ttf"))


def prepare_scripts(packages: Path, folder: Path) -> None:
    """Fill the folder with a folder for each script that most documents do without."""
    with anew(folder) as unfinished:
        for name in SCRIPTS:
            fill(unfinished / name, script(name), packages)
        copy_chinese(unfinished / "cjk")


@contextmanager
def anew(folder: Path) -> Iterator[Path]:
    """An empty folder that takes the place of the old one when all that it wants is in it."""
    unfinished = folder.with_name(f".{folder.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    yield unfinished
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def fill(folder: Path, faces: Iterable[Face], packages: Path) -> None:
    """Write some faces, each with its licence."""
    folder.mkdir(exist_ok=True)
    for face in faces:
        (folder / f"{face.name}.ttf").write_bytes(made(face, packages))
        licence = packages / face.package / "LICENSE"
        name = face.name.partition("-")[0]
        (folder / f"{name}-LICENSE.txt").write_bytes(licence.read_bytes())


def copy_chinese(folder: Path) -> None:
    """Copy the one file of faces for Chinese, Japanese and Korean, and its licence."""
    folder.mkdir()
    faces = files(CHINESE) / "NotoSansCJK-VF.otf.ttc"
    (folder / "NotoSansCJK-Variable.ttc").write_bytes(faces.read_bytes())
    (licence,) = (one for one in distribution(CHINESE).files or () if one.name == "LICENSE")
    (folder / "NotoSansCJK-LICENSE.txt").write_bytes(Path(str(licence.locate())).read_bytes())


def made(face: Face, packages: Path) -> bytes:
    """The bytes of one face: its subsets unpacked, joined and dated alike."""
    parts = [io.BytesIO(part) for part in unpacked(face, packages)]
    font = Merger(Options(drop_tables=["vhea", "vmtx"])).merge(parts) if parts[1:] else None
    font = font or TTFont(parts[0], recalcTimestamp=False)
    if "SVG " in font:  # the same pictures stand in COLR too, at a fifth of the size
        del font["SVG "]
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    rename(font, face)
    made_face = io.BytesIO()
    font.save(made_face)
    return made_face.getvalue()


def unpacked(face: Face, packages: Path) -> Iterator[bytes]:
    """Each subset of the face as a plain TrueType file."""
    for subset in face.subsets:
        name = f"{face.package}-{subset}-{CUTS[face.cut]}.woff2"
        font = TTFont(packages / face.package / "files" / name, recalcTimestamp=False)
        font.flavor = None
        part = io.BytesIO()
        font.save(part)
        yield part.getvalue()


def packed(face: Path) -> bytes:
    """The same face as a third of the bytes, to stand inside a web page."""
    font = TTFont(face, recalcTimestamp=False)
    font.flavor = "woff2"
    made_face = io.BytesIO()
    font.save(made_face)
    return made_face.getvalue()


def rename(font: TTFont, face: Face) -> None:
    """Give the family its plain name: some packages leave the name of their thinnest cut in it."""
    names = font["name"]
    wanted = names.getDebugName(1).removesuffix(" Thin")
    style = names.getDebugName(2)
    for record, text in ((1, wanted), (4, f"{wanted} {style}"), (6, face.name)):
        names.setName(text, record, 3, 1, 0x409)


def main() -> int:
    """Make the fonts and say how large they are."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--packages", type=Path, default=ROOT / "node_modules" / "@fontsource")
    ask.add_argument("--folder", type=Path, default=ROOT / "src/coprod_formats/data/fonts")
    asked = ask.parse_args()
    scripts = asked.folder.with_name("scripts")
    prepare(asked.packages, asked.folder)
    prepare_scripts(asked.packages, scripts)
    for folder in (asked.folder, scripts):
        written = [file for file in folder.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in written)
        print(f"{len(written)} files of fonts, {size / 1e6:.1f} MB, in {folder.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
