"""jing: the judge of XML by RelaxNG grammars; epubcheck carries it."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from coprod_formats.archives import DAMAGE
from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.judging.judges import Said, epubcheck
from coprod_formats.judging.judges.places import java, package
from coprod_formats.tools import run_with_kin

DRIVER = "com.thaiopensource.relaxng.util.Driver"
GRAMMARS = Path(str(files("coprod_formats") / "data"))
PEF = GRAMMARS / "braille" / "pef-2008-1.rng"
DAISY = {"ncc.html": "ncc.rng", ".smil": "smil.rng"}  # ends of names
LINE = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): \w+: (?P<words>.*)$")


def version() -> str:
    """The version of the package that carries it."""
    java(*epubcheck.class_path())
    return f"in epubcheck {package('epubcheck')[1]}"


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """What the grammars do not allow in each file."""
    return {path: list(_said(path, seconds)) for path in paths}


def _said(path: Path, seconds: float) -> Iterator[Diagnostic]:
    if path.suffix == ".pef":
        yield from _told(path.name, complaints(PEF, [path], seconds))
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            names = unpacked(path, Path(folder))
        except DAMAGE as flaw:
            yield error("jing", f"nobody can open it: {flaw}", Position(path.name, 1))
            return
        for end, grammar in DAISY.items():
            several = [Path(folder) / name for name in names if name.endswith(end)]
            if several:
                said = complaints(GRAMMARS / "daisy" / grammar, several, seconds)
                yield from _told(path.name, said.replace(f"{folder}/", f"{path.name}/"))


def unpacked(book: Path, folder: Path) -> list[str]:
    """The names of a talking book's files that have grammars, put into a folder."""
    names = []
    with zipfile.ZipFile(book) as opened:
        for whole in opened.namelist():
            name = whole.rpartition("/")[2]
            if name.endswith(tuple(DAISY)):
                # jing would ask the network for the DTD that the file names
                content = re.sub(rb"<!DOCTYPE[^>]*>", b"", opened.read(whole))
                (folder / name).write_bytes(content)
                names.append(name)
    return sorted(names)


def complaints(grammar: Path, paths: Sequence[Path], seconds: float) -> str:
    """What jing says of XML files by a grammar, a line each; "" where they are valid."""
    command = [*java(*epubcheck.class_path()), DRIVER, str(grammar), *map(str, paths)]
    return run_with_kin(command, seconds, content_with=(0, 1)).decode()


def _told(name: str, said: str) -> Iterator[Diagnostic]:
    for line in said.splitlines():
        found = LINE.match(line)
        if found is None:
            yield error("jing", line, Position(name, 1))
            continue
        inside = found["file"] if found["file"].startswith(f"{name}/") else name
        where = Position(inside, int(found["line"]), int(found["column"]))
        yield error("jing", found["words"], where)
