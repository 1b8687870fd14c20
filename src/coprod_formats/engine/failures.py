"""Whatever goes wrong in a step, told as diagnostics, so that the other steps go on."""

from __future__ import annotations

import errno
import traceback
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.diagnostics import CoprodError, Diagnostic, ExitCode, error


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step made nothing, in a shape that can travel between processes."""

    diagnostics: tuple[Diagnostic, ...]
    code: ExitCode = ExitCode.FAILED


def explain(name: str, flaw: BaseException) -> Failure:
    """Any exception as a failure of the step with this name."""
    match flaw:
        case CoprodError(diagnostics=diagnostics, exit_code=code):
            return Failure(tuple(diagnostics), code)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG):
            message = f"{name}: the disk is full{_at(flaw)}"
            hint = "make room and run the command again; what is finished is kept"
            return Failure((error("disk-full", message, hint=hint),))
        case OSError(errno=errno.EROFS | errno.EACCES | errno.EPERM):
            message = f"{name}: not allowed to write{_at(flaw)}"
            hint = "give yourself the right to write there, or choose another folder"
            return Failure((error("not-writable", message, hint=hint),))
        case NotADirectoryError() | FileExistsError():
            message = f"{name}: a file stands where a folder is to be{_at(flaw)}"
            hint = "move the file away, or choose another folder"
            return Failure((error("not-a-folder", message, hint=hint),))
        case MemoryError() | OSError(errno=errno.ENOMEM):
            message = f"{name}: the memory of this machine was not enough"
            return Failure((error("memory", message, hint="try --jobs 1"),))
        case OSError(strerror=str() as strerror):
            return Failure((error("file-system", f"{name}: {strerror}{_at(flaw)}"),))
        case ModuleNotFoundError(name=str() as missing) if not missing.startswith("coprod_formats"):
            message = f"{name} needs {missing}, a Python package that is not installed"
            hint = "install coprod-formats anew, with all that it needs"
            return Failure((error("tool-missing", message, hint=hint),), ExitCode.MISSING_TOOL)
        case _:
            said = "".join(traceback.format_exception_only(flaw)).strip()
            message = f"{name}: a fault in the program{_place(flaw)}: {said}"
            return Failure((error("defect", message, hint="please report it with these words"),))


def _at(flaw: OSError) -> str:
    return f" ({flaw.filename})" if flaw.filename else ""


def _place(flaw: BaseException) -> str:
    frames = traceback.extract_tb(flaw.__traceback__)
    if not frames:
        return ""
    last = frames[-1]
    return f" ({Path(last.filename).name}, line {last.lineno})"
