"""What a writer is, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.engine.parts import NOT_KEPT, Parts
from coprod_formats.tools import Tool


class Options(BaseModel):
    """The settings of one format in config.yaml; a name that it lacks is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def calls_for(self) -> tuple[Tool, ...]:
        """What these choices need, beside what the format always does."""
        return ()


O = TypeVar("O", bound=Options)  # noqa: E741 - the usual letter for options here


@dataclass(frozen=True, slots=True)
class Job(Generic[O]):
    """All that a writer may look at, and the one folder that it may fill."""

    document: Document
    options: O
    inputs: Mapping[str, Path]  # finished folders of the formats that it needs, by format
    folder: Path  # empty; becomes outputs/<slug>/<format>/
    parts: Parts = NOT_KEPT  # for costly pieces; what is written must not depend on what it holds

    def file(self, suffix: str) -> Path:
        """The path of a finished file of this job: the document's slug and a suffix."""
        return self.folder / f"{self.document.slug}{suffix}"


class Writer(Protocol):
    """Makes one format of a document: a pure function with a label."""

    name: str  # its key in config.yaml and on the command line
    title: str  # what people call the format
    purpose: str  # whom it is for, in one plain phrase
    options: type[Options]
    tools: tuple[Tool, ...]  # their versions count in the key; absence is told before work starts

    def needs(self, options: Any) -> tuple[str, ...]:
        """The formats whose finished folders this one reads."""
        ...

    def write(self, job: Job[Any]) -> Sequence[Diagnostic]:
        """Fill the job's folder, touch nothing outside it, and say what the reader must know."""
        ...
