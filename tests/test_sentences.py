"""The splitter, held to sentences that were cut by hand ("|" marks where)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.reading.sentences import split

KNOWN = """
Dr. Smith met Prof. Jones at 10 a.m. on Monday.|They agreed.
We paid £12.50 per hour, i.e. the living wage.|Nobody objected.
The study ran from Jan. 2021 to Sept. 2023.|It cost £1.2m.
"Did it help?" she asked.|"Yes, a lot," he said.
“Why wait?”|“Because trust takes time,” said one partner.
See Fig. 3 and Table 2.1 for details.|The rest is in section 4.2.
The team (see p. 14) met monthly.|It worked well.
We worked with the N.H.S. and U.C.L. for two years.|Both helped.
The project was led by U.C.L.|It ended in May.
Staff at the University of Manchester et al. (2020) found this.|We did not.
Wait... are you sure?|I think so.
It was slow…|But it worked.
Visit www.example.org.uk for more.|Email info@example.org.
Read https://example.org/a.b?c=1.|Then call us.
The mean was 3.5 (SD 1.2).|P was < .05.
1. Plan early.|2. Pay people.
Meetings started at 9.30 a.m.|People arrived at 9.
Is it fair?!|Nobody knows.
He said: "Stop. Think. Listen." and then left.
The St. George's team joined in.|So did King's.
Mr. J. R. Hartley spoke first.|Then Mrs. O'Neill.
Costs (approx. £10,000-15,000) were met.|That surprised us.
We used No. 10 as a case study.|It was useful.
There were 5.|Then there were 6.
It happened vs. our expectations.|We adapted.
People said "it's ours now."|They meant it.
Co-production is hard.[1]|It is worth it.[2]
Key finding: trust.|It matters most.
"I felt heard.|I felt valued," said a co-researcher.
In Ltd. companies this is common.|In the U.K. it is not.
The U.K. Government agreed.|The U.S. did not.
Ms. Patel, Ph.D., chaired.|Dr. Wu took notes.
Some areas (e.g. London, Leeds etc.) were excluded.|Others joined.
They asked: what next?|We answered.
Please contact Ms A. Khan.|She will help.
Version 2.0.1 is out.|Get it now.
Yes!|We did it!|Hooray.
(This was hard.)|We learned.
iPads were lent to members.|eBooks too.
We spoke to Sgt. Pepper.|He was kind.
It took approx. 3 hrs. to travel.|People were tired.
The cost rose by 5%.|“That hurt,” they said.
Fewer than 1 in 5 replied.|36% said no.
- not a dash start.|Another one.
Cymru am byth.|That is Welsh.
"""

HELD_OUT = """
She works 9 a.m. to 5 p.m. on Tuesdays.|He does not.
The fund closed at 5 p.m.|We had hoped for longer.
Ask for Cllr. Jones or Rev. Green.|Both can help.
I asked, “Is it worth it?” and he nodded.|Then he smiled.
“It changed me.|It changed us all.”|That is what Nicc said.
It was hard (really hard!).|We kept going.
It was hard (we mean it. Really.) but we kept going.|It paid off.
Plan A failed.|Plan B worked.
We chose plan B.|It worked.
Dr A. B. Khan and Prof. C. Lee wrote it.|It is short.
See pp. 4–6 and para. 3.2.|Then see Annex A.
Was it fair?|No.|It was not.
It costs £3.50.|That is cheap.
The U.N. Convention matters.|It protects people.
We met in St. Ives.|The sun shone.
Tel. 020 7946 0000.|Ask for Sam.
They said yes…|Then they said no.
They said… well, nothing.|So we left.
Bring pens, paper, etc. to the workshop.|Lunch is free.
Bring pens, paper, etc.|We will bring lunch.
Is this it?!|Really?|Yes.
Use example.org/a.|It works.
The file is notes.txt.|Open it.
In 2021.|In 2022.
He lives in Washington D.C. with Ann.|She does not.
Croeso i bawb.|Mae’n dda eich gweld.
Bonjour.|Nous sommes là.
これは文です。|次の文です。
It’s ‘ours’.|‘Yours’ too.
What?|“What?” he said.
“Stop!” she cried.|Nobody did.
Fig. 2 shows this.|Table 3 does too.
Vol. 3, no. 2 is out.|Read it.
We asked approx. 50 people.|Most (c. 80%) agreed.
Ms Jones Jr. came.|Mr Jones Sr. did not.
He has a Ph.D. in law.|She has an M.A. in art.
It ran from 1 Jan. to 3 Feb. in Leeds.|It was cold.
We love it!|😀 So do they.
1) First.|2) Second.
– A dash begins this.|– And this.
Version 1.2 came in May.|Version 1.3 in June.
“We,” she said, “are equal.”|He agreed.
The meeting is at No. 12.|The door is red.
Email a.b@c.org.|Or call.
We are Smith & Co. and we care.|They are not.
The Equality Act 2010, s. 149, applies.|It binds us.
Thanks to J. K. and R. S.|They helped.
"""


def cases(table: str) -> list[str]:
    return [line for line in table.strip("\n").split("\n") if line]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize("case", cases(KNOWN) + cases(HELD_OUT))
def test_sentences_end_where_a_reader_would_end_them(case: str) -> None:
    expected = case.split("|")
    between = "" if "。" in case else " "
    assert parts(between.join(expected)) == expected


WORDS = st.sampled_from(
    [
        "We",
        "met",
        "Dr.",
        "e.g.",
        "U.K.",
        "a.m.",
        "“Yes.”",
        "(No.)",
        "it.",
        "Why?",
        "…",
        "5.",
        "[1]",
        "。",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_no_word_is_lost_and_none_is_twice(text: str) -> None:
    assert "".join("".join(parts(text)).split()) == "".join(text.split())


@given(st.text(alphabet=" .!?aB\n\u00a0\t", max_size=80))
def test_no_sentence_is_empty_or_has_spaces_at_its_ends(text: str) -> None:
    for part in parts(text):
        assert part
        assert part == part.strip()


@pytest.mark.parametrize(
    "piece", [".", ". ", "e.g. ", '"a. ', "“A. ", "(a. ", "A.", "[1].", ".[1]", ") ", "x. Y", " "]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    split(text)
    assert time.process_time() - start < 3
