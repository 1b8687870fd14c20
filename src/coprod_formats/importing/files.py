"""What kind of file is to be brought in, by its bytes, and whether it is safe to open."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from coprod_formats.archives import DAMAGE
from coprod_formats.importing.refusals import refusal

LARGEST = 300_000_000  # bytes of a file
LARGEST_TEXT = 20_000_000
MOST_PARTS = 20_000  # of a package
LARGEST_PART = 150_000_000  # bytes, unpacked
LARGEST_WHOLE = 600_000_000
BOMB = 150  # a part this many times as large as it is packed is there to do harm
SMALL = 5_000_000  # below this, no part can do harm
BITMAPS = (".bmp", ".tif", ".tiff", ".png", ".emf", ".wmf")  # large areas of one colour pack well

KINDS = "Markdown, Word (.docx), HTML, EPUB, ODT and PDF files can be brought in"
OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password", "docx"),
    (b"{\\rtf", "an RTF file", "docx"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"%!PS", "a PostScript file", "pdf"),
    (b"AT&TFORM", "a DjVu file", "pdf"),
    (b"7z\xbc\xaf", "a packed archive", ""),
    (b"Rar!", "a packed archive", ""),
    (b"\x1f\x8b", "a packed archive", ""),
    (b"BOOKMOBI", "a Kindle book", "epub"),
)


class Form(StrEnum):
    """The kinds of files that can be brought in."""

    MARKDOWN = "Markdown"
    WORD = "Word"
    HTML = "HTML"
    EPUB = "EPUB"
    ODT = "ODT"
    PDF = "PDF"


SUFFIXES = {
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".mkd": Form.MARKDOWN,
    ".qmd": Form.MARKDOWN,
    ".rmd": Form.MARKDOWN,
    ".txt": Form.MARKDOWN,
    ".docx": Form.WORD,
    ".docm": Form.WORD,
    ".dotx": Form.WORD,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".epub": Form.EPUB,
    ".odt": Form.ODT,
    ".ott": Form.ODT,
    ".pdf": Form.PDF,
}


def form_of(path: Path) -> Form:
    """What a file is, whatever its name says; or a refusal that says what to do."""
    raw = _start(path)
    if b"%PDF-" in raw[:1024]:
        return Form.PDF
    if raw.startswith(b"PK\x03\x04"):
        return _package(path)
    if raw.startswith(b"PK"):
        message = f"{path} is an empty or divided archive"
        raise refusal("import-broken", message, "ask for the file again")
    for magic, what, better in OTHERS:
        if raw[60:68] == magic or raw.startswith(magic):
            hint = f"open it, and save it as .{better}" if better else KINDS
            raise refusal("import-kind", f"{path} is {what}", hint)
    return _text(path, raw)


def _start(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            message = f"{path} has {size / 1e6:,.0f} MB, and {LARGEST / 1e6:,.0f} MB are the most"
            raise refusal("import-huge", message, "make its pictures smaller, or split it")
        with path.open("rb") as opened:
            raw = opened.read(4096)
    except FileNotFoundError:
        raise refusal("import-missing", f"there is no file {path}") from None
    except OSError as flaw:
        raise refusal("import-missing", f"{path} cannot be read: {flaw.strerror}") from None
    if not raw.strip():
        raise refusal("import-empty", f"{path} is empty", "ask for the file again")
    return raw


def _text(path: Path, raw: bytes) -> Form:
    named = SUFFIXES.get(path.suffix.lower())
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("import-kind", f"{path} is not a kind of file that we know", KINDS)
    if path.stat().st_size > LARGEST_TEXT:
        message = f"{path} has more than {LARGEST_TEXT / 1e6:,.0f} MB of text"
        raise refusal("import-huge", message, "split it into several files")
    if re.match(
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)", start, re.DOTALL
    ):
        return Form.HTML
    if named in {Form.HTML, Form.MARKDOWN}:
        return named
    if named is not None:
        message = f"the name of {path} ends in {path.suffix}, but it is no {named} file"
        raise refusal("import-suffix", message, "it may be broken: ask for the file again")
    raise refusal("import-kind", f"{path} is not a kind of file that we know", KINDS)


def _package(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as package:
            _judge(path, package)
            names = set(package.namelist())
            kind = package.read("mimetype")[:100] if "mimetype" in names else b""
    except DAMAGE:
        raise broken(path) from None
    if b"epub" in kind or "META-INF/container.xml" in names:
        return Form.EPUB
    if b"opendocument.text" in kind:
        return Form.ODT
    if "word/document.xml" in names or any(re.match(r"word/document\d*\.xml", n) for n in names):
        return Form.WORD
    raise refusal("import-kind", f"{path} is an archive, and not a document", KINDS)


def broken(path: Path) -> Exception:
    """The refusal of a package that cannot be opened."""
    message = f"{path} is broken or cut short: it cannot be opened"
    return refusal("import-broken", message, "ask for the file again, or save it anew")


def _judge(path: Path, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    whole = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        message = f"{path} is locked with a password"
        raise refusal("import-locked", message, "open it with the password, and save it without")
    bomb = any(
        part.file_size > SMALL
        and part.file_size > BOMB * max(1, part.compress_size)
        and not part.filename.lower().endswith(BITMAPS)
        for part in parts
    )
    large = whole > LARGEST_WHOLE or any(part.file_size > LARGEST_PART for part in parts)
    if bomb or large or len(parts) > MOST_PARTS:
        message = f"{path} would unpack to {whole / 1e6:,.0f} MB in {len(parts):,} parts"
        raise refusal("import-bomb", message, "it was not opened: ask its sender about it")
    if "META-INF/encryption.xml" in package.namelist():
        scrambled = package.read("META-INF/encryption.xml")
        if re.search(rb"xmlenc#(?:aes|kw|rsa)|adept|http://ns.adobe.com/adept", scrambled):
            message = f"{path} is locked (DRM)"
            raise refusal("import-locked", message, "ask its publisher for a copy without a lock")
    manifest = "META-INF/manifest.xml"
    if manifest in package.namelist() and b"encryption-data" in package.read(manifest)[:2_000_000]:
        message = f"{path} is locked with a password"
        raise refusal("import-locked", message, "open it with the password, and save it without")
