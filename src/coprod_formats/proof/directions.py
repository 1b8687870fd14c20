"""Words of scripts that run from right to left, whose order in a file may differ from ours."""

from __future__ import annotations

import unicodedata


def right_to_left(words: str) -> bool:
    """Whether words hold letters of a script that runs from right to left."""
    return any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words)


def core(words: str) -> str:
    """Words from their first letter or digit to their last: signs at the ends may change sides."""
    start = next((at for at, one in enumerate(words) if one.isalnum()), 0)
    end = next((at for at, one in enumerate(reversed(words)) if one.isalnum()), 0)
    return words[start : len(words) - end]


def one_way(words: str) -> bool:
    """Whether all words run from right to left, so that nothing changes places among them."""
    return all(one == " " or right_to_left(one) for one in words)


def right_to_left_runs(words: str) -> list[str]:
    """The words of such a script that stand together, one string for each place."""
    marked = "".join(one if one_way(one) else "\n" for one in words)
    return [run for run in (" ".join(line.split()) for line in marked.split("\n")) if run]


def unbroken(words: str) -> str:
    """Words without spaces; right-to-left ones in no order."""
    whole = "".join(words.split())
    return "".join(sorted(whole)) if right_to_left(whole) else whole
