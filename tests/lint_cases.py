"""One good and one bad text for each rule of the lint, with the exact places of what is found.

Lines count from the first line of the body, as in a file that holds nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

EASY = "# A\n\n{}\n\n::: easy-read\n![Two people](pic:people) {}\n:::"
LONG = "We met in the hall on the first day of the week, and then we went to see the people who "
LONG += "had sent us all of the stories that you can read."
MANY = "Two people at a table, with papers and cups in front of them. " * 3


@dataclass(frozen=True)
class Case:
    """What a rule lets pass, and what it finds: line, column, and a part of the hint."""

    good: str
    bad: str
    found: tuple[tuple[int, int], ...]
    hint: str
    message: str = ""


CASES = {
    "heading-twice": [
        Case(
            "# Costs in 2025\n\nA.\n\n# Costs in 2026\n\nB.",
            "# Costs\n\nA.\n\n# Costs:\n\nB.",
            ((5, 3),),
            "different here",
            "line 6",
        ),
        Case("# Another test\n\nA.", "# A test\n\nA.", ((1, 3),), "take it out", "title"),
    ],
    "heading-long": [
        Case(f"# {'a' * 80}\n\nA.", f"A.\n\n# {'a' * 81}\n\nB.", ((3, 3),), "first sentence"),
    ],
    "heading-fake": [
        Case(
            "**We agreed on this.**\n\nNext.\n\n- **One**\n\n**Last**",
            "Words.\n\n**Our *own* costs**\n\nNext.",
            ((3, 3),),
            "# signs",
        ),
    ],
    "image-alt-file": [
        Case("![A cat on a wall](img/a.svg)", "![a.svg](img/a.svg)", ((1, 1),), "brackets"),
        Case("x ![A cat](img/a.svg) y", "See ![Image 1](img/a.svg) now", ((1, 5),), "brackets"),
        Case("![Two cats](img/p.png)", "![p](img/p.png)", ((1, 1),), "brackets"),
    ],
    "image-alt-long": [
        Case(
            f"![{MANY[:140]}](img/a.svg)",
            f"![{MANY}](img/a.svg)",
            ((1, 1),),
            "long-description",
        ),
        Case(f"x ![{'a b ' * 30}](img/a.svg)", f"x ![{MANY}](img/a.svg)", ((1, 3),), "the text"),
    ],
    "image-alt-opening": [
        Case("![A cat](img/a.svg)", "![A picture of a cat](img/a.svg)", ((1, 1),), "begin with"),
    ],
    "link-vague": [
        Case(
            "Read [our annual report](https://e.org/a). [![A map of us](img/a.svg)](https://e.org).",
            "For our report click\n[here](https://e.org/a), or [read **more** …](https://e.org/b)."
            "\n[→](https://e.org/c)",
            ((2, 2), (2, 30), (3, 2)),
            "what people will find",
        ),
    ],
    "link-bare": [
        Case(
            "Visit [our site](https://e.org/), or write to [a@e.org](mailto:a@e.org).",
            "Visit https://e.org/a or\n[www.e.org/b](https://www.e.org/b).",
            ((1, 7), (2, 2)),
            "[words that say",
        ),
    ],
    "link-same": [
        Case(
            "[Our plan](https://e.org/a), [our plan](https://e.org/a/), [[1]](https://e.org/b) and"
            " [[1]](https://e.org/c).",
            "[Our plan](https://e.org/a).\n\nSee [our plan](https://e.org/b).",
            ((3, 6),),
            "what is different",
            "line 6",
        ),
    ],
    "sensory": [
        Case(
            "Above all, it is below 5 degrees. She is on the right track. Nobody turned right.",
            "As shown above, it works.\nThe table below has more.\nSee overleaf.",
            ((1, 4), (2, 5), (3, 5)),
            "name it",
        ),
        Case(
            "They left. You have the right to choose. Send it to the right office."
            " Level 3 and below.",
            "It is *on the left* of the page.\nLook at the top of the page.",
            ((1, 8), (2, 6)),
            "what it says",
        ),
        Case(
            "The red tape is gone. Our green paper has 5 pages.",
            "Fill in the red box. What is marked in bold counts.\n"
            "Press the round button. See page 5.",
            ((1, 9), (1, 30), (2, 7), (2, 25)),
            "",
        ),
    ],
    "capitals": [
        Case(
            "We asked the BBC, ITV and the NHS. IT IS so.",
            "Please *DO NOT WRITE* HERE at all.",
            ((1, 9),),
            "small letters",
        ),
    ],
    "emoji": [
        Case("Well done! 🎉🎉 So good 👩‍👩‍👧‍👦.", "Well done! 🎉 🎉🎉", ((1, 12),), "keep one"),
    ],
    "acronym": [
        Case(
            "The Care Quality Commission (CQC) came, and CQC left. The UK is in Part IV. It is NOT"
            " so. `HTTP` is code. KLM stands for a Dutch airline."
            " APT (the abbreviation of “Advanced Packaging Tool”) is a tool. FTBFS, this means that"
            " it does not build. We have a POLICY, our policy.\n\nQXZ\n:   A word we use.",
            "We *asked* the CQC.\nThe CQC and the\nRSPCA's people said so.",
            ((1, 16), (3, 1)),
            "abbreviations:",
        ),
    ],
    "sentence-long": [
        Case(
            f"We met in the hall. We then met again.\n\n> {LONG}\n\n# {LONG[:80]}\n\nx",
            f"Short words.\n{LONG}",
            ((2, 1),),
            "one idea",
            "32 words",
        ),
    ],
    "latin": [
        Case(
            "For example, a dog. The egg is here. “e.g.” is short.\n\n> Dogs, e.g. mine.",
            "A pet, e.g. a dog, cats,\nand so on, etc. I.e. an animal, eg a dog.",
            ((1, 8), (2, 12), (2, 17), (2, 33)),
            "write ",
        ),
    ],
    "people-first": [
        Case(
            "Disabled people met. Press the disabled button. The model suffers from noise."
            " Do not say ‘the disabled’. The blind spot is here.",
            "Support for *the disabled* and\nthe wheelchair-bound. People who suffer from pain are"
            " often hard to\nreach.",
            ((1, 14), (2, 5), (2, 23), (2, 61)),
            "write: ",
        ),
    ],
    "words-plain": [
        Case("We use it to see.", "We utilise it\nin order to see.", ((1, 4), (2, 1)), "write: "),
    ],
    "readability": [
        Case("# Cats\n\nThe cat sat.", f"# Cats\n\n{'The cat sat. ' * 20}", ((1, 3),), "", "60 w"),
    ],
    "easy-sentence": [
        Case(
            EASY.format("x", f"We met. {'We ate. ' * 20}"),
            EASY.format("x", LONG),
            ((6, 27),),
            "two",
        ),
    ],
    "easy-sentence-long": [
        Case(
            EASY.format("x", f"{'good ' * 14}day."),
            EASY.format("x", f"We met.\nWe had {'good ' * 14}days."),
            ((7, 1),),
            "two ideas",
            "17 words",
        ),
    ],
    "easy-word": [
        Case(
            EASY.format("x", "We shared [power]{.hard} with Boris. Running and stopped horses."),
            EASY.format("x", "We had\na *good* methodology. Our methodology was good."),
            ((7, 10),),
            "{.hard}",
        ),
    ],
    "easy-two-words": [
        Case(
            EASY.format("x", "We had 2 surveys. This survey was good."),
            EASY.format("x", "We had a survey.\nThe questionnaires came back."),
            ((7, 5),),
            "write survey",
            "line 11",
        ),
    ],
    "easy-number": [
        Case(
            EASY.format("10,000 and 573 in 2025, and 1 in 4", "573 of 10,000 in 2025: 1 in 4."),
            EASY.format("x", "It was 25% of\n9,691 people.\nRead Part IV. It grew by 2.5 times."),
            ((6, 34), (7, 1), (8, 11), (8, 26)),
            "",
        ),
    ],
    "easy-number-differs": [
        Case(
            EASY.format(
                "573 of them, nine dogs, half of us.", "573 people. 9 dogs. 1 in 2 people."
            ),
            EASY.format("We had *12 meetings*.\nThen 3.", "We had\n10 meetings.\nThen 3."),
            ((8, 1),),
            "the same",
            "which has 12 in line 8, 3 in line 9",
        ),
    ],
    "easy-date": [
        Case(
            EASY.format("1 May 2026", "On 1 May 2026."),
            EASY.format("x", "On 1/5/2026."),
            ((6, 30),),
            "November",
        ),
    ],
    "easy-acronym": [
        Case(
            EASY.format("x", "The NHS in the UK."),
            EASY.format("x", "The CQC came."),
            ((6, 31),),
            "out",
        ),
    ],
    "easy-contraction": [
        Case(
            EASY.format("x", "The dog’s ball. The people's cat."),
            EASY.format("x", "We don't. It's so. They’re here."),
            ((6, 30), (6, 37), (6, 46)),
            "both words",
        ),
    ],
    "easy-negative": [
        Case(
            EASY.format("x", "We know now."),
            EASY.format("x", "We did not go."),
            ((6, 34),),
            "if you can",
        ),
    ],
    "easy-passive": [
        Case(
            EASY.format("x", "We were tired. We are disabled people. It is good. We had made it."),
            EASY.format("x", "We were asked.\nIt was only made once."),
            ((6, 30), (7, 4)),
            "who does it",
        ),
    ],
    "easy-stress": [
        Case(
            EASY.format("x", "**We** went to the UK."),
            EASY.format("x", "It is *so* good. DO THIS now."),
            ((6, 34), (6, 44)),
            "write it",
        ),
    ],
}
