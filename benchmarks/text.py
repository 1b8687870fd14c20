"""Documents of any length from a seeded grammar: the same words every time, on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator

OPENERS = ("People", "Partners", "Neighbours", "Researchers", "Carers", "Members", "Students")
VERBS = ("share", "shape", "plan", "test", "question", "describe", "improve", "review", "choose")
ADJECTIVES = ("local", "honest", "shared", "early", "practical", "lasting", "careful", "simple")
NOUNS = (
    *("projects", "ideas", "stories", "findings", "meetings", "decisions", "services", "methods"),
    *("results", "plans", "budgets", "questions", "conversations", "groups", "choices", "lessons"),
)
LINKS = ("because", "so that", "while", "before", "after", "and")
ENDINGS = ["together in the open", "from the start", "at their own pace", "with care", "every year"]

FRONT = """---
title: A document of {words:,} words
lang: en-GB
date: 2026-11-01
---
"""


def document(words: int, seed: int = 2026) -> str:
    """Markdown of about so many words, with what reports are made of."""
    chance = random.Random(seed)  # noqa: S311 - no secret, only variety that can be repeated
    parts, count, number = [FRONT.format(words=words)], 0, 0
    while count < words:
        number += 1
        part = "\n\n".join(_section(chance, number))
        count += len(part.split())
        parts.append(part)
    return "\n".join(parts) + "\n"


def _section(chance: random.Random, number: int) -> Iterator[str]:
    level = 1 if number % 4 == 1 else 2
    yield f"{'#' * level} Part {number}: {chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"
    for _ in range(3):
        yield _paragraph(chance)
    yield "\n".join(f"- {_sentence(chance)}" for _ in range(4))
    yield f"{_paragraph(chance)} They also {_link(chance, number)}.[^n{number}]"
    yield f"[^n{number}]: {_sentence(chance)}"
    match number % 4:
        case 0:
            yield f"> {_sentence(chance)}"
        case 1:
            yield _table(chance, number)
        case 2:
            yield "\n".join(f"{n}. {_sentence(chance)}" for n in range(1, 4))
        case _:
            yield f"*{_sentence(chance)}* **{_sentence(chance)}**"


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(3, 6)))


def _sentence(chance: random.Random) -> str:
    first = f"{chance.choice(OPENERS)} {_clause(chance)}"
    if chance.random() < 0.5:
        people = chance.choice(OPENERS).lower()
        first += f" {chance.choice(LINKS)} {people} {_clause(chance)}"
    return f"{first} {chance.choice(ENDINGS)}."


def _clause(chance: random.Random) -> str:
    verb, adjective, noun = map(chance.choice, (VERBS, ADJECTIVES, NOUNS))
    return f"{verb} {adjective} {noun}"


def _link(chance: random.Random, number: int) -> str:
    return f"[read about {_clause(chance)}](https://example.org/page-{number})"


def _table(chance: random.Random, number: int) -> str:
    rows = "\n".join(
        f"| {chance.choice(NOUNS)} {row} | {chance.randint(10, 99)} | {_clause(chance)} |"
        for row in range(1, 7)
    )
    caption = f'::: {{.table caption="Numbers of part {number}" row-headers=1}}'
    return f"{caption}\n\n| Thing | How many | What for |\n|---|---|---|\n{rows}\n\n:::"
