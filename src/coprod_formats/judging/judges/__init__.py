"""Other people's programs that judge finished files: which there are, and what each one knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from coprod_formats.diagnostics import Diagnostic

Said = Mapping[Path, Sequence[Diagnostic]]


class Bench(Protocol):
    """What each judge's module offers."""

    def version(self) -> str:
        """Which version is here; raises :class:`NotHereError` where there is none."""
        ...

    def judge(self, paths: Sequence[Path], seconds: float) -> Said:
        """What it says of each file."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge: its name, what it knows, how to get it, and the module that asks it."""

    name: str
    purpose: str
    endings: tuple[str, ...]  # of the files that it knows
    install: str
    module: str

    def knows(self, path: Path) -> bool:
        """Whether it can judge files of this kind."""
        return path.name.endswith(self.endings)

    def bench(self) -> Bench:
        """The module that asks it."""
        found: Bench = import_module(f"{__name__}.{self.module}")
        return found


class NotHereError(Exception):
    """A judge cannot judge here; the words say what it lacks."""


JUDGES: tuple[Judge, ...] = ()


def judges_of(path: Path) -> Iterator[Judge]:
    """The judges that know files of this kind."""
    return (one for one in JUDGES if one.knows(path))
