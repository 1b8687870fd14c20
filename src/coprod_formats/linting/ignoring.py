"""Rules that an author sets aside for one document, each with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coprod_formats.diagnostics import Diagnostic, Severity, closest, error, warning
from coprod_formats.linting.rules import READ, REFUSED, RULES
from coprod_formats.reading import Ignored

MAY_BE = (*RULES, *READ)


def sift(said: Sequence[Diagnostic], ignored: Sequence[Ignored]) -> Iterator[Diagnostic]:
    """What is left when the ignored rules are silent, and what is wrong with the list of them."""
    names = {one.rule for one in ignored} & set(MAY_BE)
    yield from (one for one in said if one.rule not in names)
    told = {one.rule for one in said}
    for one in ignored:
        if one.rule not in MAY_BE:
            refused = any(o.rule == one.rule and o.severity is Severity.ERROR for o in said)
            if refused or one.rule in REFUSED:
                message = f"{one.rule} cannot be ignored: without it no format can be made"
                yield error("lint-ignore", message, one.where, "mend what it finds")
            else:
                message = f"there is no rule called {one.rule} that can be ignored"
                yield error("lint-ignore", message, one.where, closest(one.rule, MAY_BE))
        elif one.rule not in told:
            message = f"{one.rule} is ignored, and finds nothing here"
            yield warning("lint-ignore-unused", message, one.where, "take the entry out")
