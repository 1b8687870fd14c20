"""A bundle as a folder and as one zip: whole or not at all, and the same bytes twice."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from coprod_formats.diagnostics import CoprodError, error
from coprod_formats.engine.digests import file_digest
from coprod_formats.engine.failures import explain
from coprod_formats.engine.publishing import FRESH, put_in_place, recover

SUMS = "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date, so that equal bundles have equal bytes
PACKED = {".mp3", ".m4b", ".mp4", ".zip", ".epub", ".ebrl", ".docx", ".mobi", ".azw3", ".png"}


def lay_out(
    files: Mapping[str, bytes], target: Path, copies: Mapping[Path, tuple[str, str]]
) -> Path:
    """Put files and copies in a folder and in a zip beside it; give the zip's path.

    A copy is known by its name in the bundle and its digest; one that has changed since it was
    judged raises ``CoprodError``, and what was there before stays.
    """
    fresh = target.with_name(f".{target.name}{FRESH}")
    archive = target.with_name(f"{target.name}.zip")
    packed = archive.with_name(f".{archive.name}{FRESH}")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        sums = {name: sha256(content).hexdigest() for name, content in files.items()}
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for path, (name, digest) in copies.items():
            sums[name] = _copied(path, fresh / name, digest)
        lines = (f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        (fresh / SUMS).write_text("".join(lines), encoding="utf-8")
        _zip(fresh, target.name, packed)
        put_in_place(fresh, target)
        packed.replace(archive)
    except OSError as flaw:
        raise CoprodError(*explain("the bundle", flaw).diagnostics) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        packed.unlink(missing_ok=True)
        recover(target)
    return archive


def _copied(path: Path, target: Path, digest: str) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    if file_digest(target) != digest:
        message = f"{path} changed while the bundle was made"
        raise CoprodError(error("bundle-changed", message, hint="run the command again"))
    return digest


def _zip(folder: Path, name: str, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            stored = path.suffix in PACKED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, packed.open(entry, "w") as place:
                shutil.copyfileobj(source, place)
