"""What is to be made of the documents that were read: one step a format, one a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time

from coprod_formats.diagnostics import Diagnostic, WriteError, error
from coprod_formats.engine.digests import digest_of
from coprod_formats.engine.graph import Step
from coprod_formats.engine.parts import NOT_KEPT, Parts
from coprod_formats.engine.store import Artifact
from coprod_formats.rendering.recipes import Recipe
from coprod_formats.sources import changed_since, document_digests, load

CHECK = "/check"


@dataclass(frozen=True, slots=True)
class Write:
    """One call of one writer, in plain values that can travel to another process."""

    format: str
    settings: Mapping[str, object]
    reading: Path  # the folder of the document
    parts: Parts

    def __call__(self, inputs: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
        """Fill a folder with the format."""
        from coprod_formats import writers
        from coprod_formats.document import shown
        from coprod_formats.writers.base import Job

        writer = writers.find(self.format)
        options = writer.options.model_validate(self.settings)
        by_format = {need.rpartition("/")[2]: made for need, made in inputs.items()}
        document = shown(load(self.reading), writers.text_of(writer))
        with self._unchanged():
            said = writer.write(Job(document, options, by_format, folder, self.parts))
        if faults := tuple(_faults(self.format, folder)):
            raise WriteError(*faults)
        return said

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        """See to it that no picture changes: all is kept under the bytes that were read."""
        began = time() - 1
        try:
            yield
        except Exception:
            self._see_unchanged(began)
            raise
        self._see_unchanged(began)

    def _see_unchanged(self, began: float) -> None:
        made, hint = f"while {self.format} was made", "run the command again"
        if changed := tuple(changed_since(self.reading)):
            self.parts.forget(began)
            told = (f"{one.name} was changed or taken away {made}" for one in changed)
            raise WriteError(*(error("picture-changed", one, hint=hint) for one in told)) from None


def _faults(name: str, folder: Path) -> Iterator[Diagnostic]:
    """What a writer must not leave: nothing at all, or a way out of its folder."""
    found = sorted(folder.rglob("*"))
    if not any(path.is_file() for path in found):
        yield error("writer-empty", f"the writer of {name} made no file")
    for path in found:
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            message = f"the writer of {name} made {path.relative_to(folder)}, which is not a file"
            yield error("writer-escape", message, hint="only plain files can be published")


@dataclass(frozen=True, slots=True)
class Check:
    """Checks one finished format: a step that makes words and no files."""

    def __call__(self, inputs: Mapping[str, Path], _: Path) -> Sequence[Diagnostic]:
        """What the checkers say of the files in the one folder that is needed."""
        from coprod_formats import checks

        return [complaint for made in inputs.values() for complaint in checks.check(made)]


def plan(
    slug: str,
    reading: Artifact,
    wanted: Iterable[str],
    recipe_of: Callable[[str], Recipe],
    program: str,
    parts: Parts = NOT_KEPT,
) -> Mapping[str, Step]:
    """The steps of one document: its wanted formats, what they need, and a check of each.

    A needed format is checked and published like a wanted one, since pages link to it.
    """
    steps: dict[str, Step] = {}
    digests = document_digests(reading)

    def add(format_: str) -> None:
        """Add a format's step once."""
        name = f"{slug}/{format_}"
        if name not in steps:
            recipe = recipe_of(format_)
            fingerprint = digest_of(recipe.fingerprint, digests[recipe.text])
            needs = tuple(f"{slug}/{need}" for need in recipe.needs)
            write = Write(format_, recipe.settings, reading.folder, parts)
            steps[name] = Step(
                name, needs, fingerprint, write, reading.mark, _placed(reading.mark), recipe.blocked
            )
            steps[name + CHECK] = Step(name + CHECK, (name,), program, Check())
            for need in recipe.needs:
                add(need)

    for format_ in wanted:
        add(format_)
    return steps


def _placed(text: str) -> Callable[[Artifact], bool]:
    """Whether the lines that a kept warning names are still the lines of this text."""

    def holds(artifact: Artifact) -> bool:
        """Whether a finished folder's complaints still name the right lines."""
        return artifact.mark == text or not any(one.where for one in artifact.diagnostics)

    return holds
