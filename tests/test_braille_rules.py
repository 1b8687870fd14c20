"""Unified English Braille, rule by rule: print, and the cells that the Rulebook wants for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.braille.cells import BLANK, from_ascii, six_dots, to_ascii
from coprod_formats.braille.edition import TABLES
from coprod_formats.braille.runs import transcribers_note
from coprod_formats.braille.translating import BOLD, ITALIC, UNCONTRACTED, Run, translate
from coprod_formats.diagnostics import WriteError

PLAIN: tuple[tuple[str, str, str], ...] = (
    # 2: terminology and general rules
    ("2.6.1", "I like x–it works.", ',I L ;X,-X "WS4'),
    ("2.6.1", "my friend–Fr John", "MY FR,-;,FR ,JOHN"),
    ("2.6.2", "(c", '"<;C'),
    ("2.6.3", "“but”", "8B0"),
    ("2.6.4", "people’s", "P'S"),
    # 3: general symbols and indicators
    ("3.1", "R&D", ",R@&,D"),
    ("3.3.1", "15*", '#AE"9'),
    ("3.5", "• Vice-President Client Services", "_4 ,VICE-,PRESID5T ,CLI5T ,S]VICES"),
    ("3.7", "jim@take2.com", "JIM@ATAKE#B4;COM"),
    ("3.8", "Copyright © 2009", ',COPY"R ^C #BJJI'),
    ("3.8", "Brand™", ",BR&^T"),
    ("3.10", "£3m (3 million pounds)", '@L#CM "<#C MILLION P.DS">'),
    ("3.10", "$5", "@S#E"),
    ("3.10", "€20", "@E#BJ"),
    ("3.10", "£7 8s 9d", "@L#G #HS #I;D"),
    ("3.11", "21°C", "#BA^J,C"),
    ("3.17", "2 + 3 = 5", '#B "6 #C "7 #E'),
    ("3.17", "7 × 8", '#G "8 #H'),
    ("3.19", "#4", "_?#D"),
    ("3.20", "§5", "^S#E"),
    ("3.20", "¶2", "^P#B"),
    ("3.21", "a 50% increase", "A #EJ.0 9CR1SE"),
    # 4: letters and their modifiers
    ("4.2", "café", "CAF^/E"),
    ("4.2", "naïve", "NA^3IVE"),
    ("4.2", "façade", "FA^&CADE"),
    ("4.2", "Señor", ",SE^]NOR"),
    ("4.3", "cæsar", "CA^6ES>"),
    ("4.5", "α", ".A"),
    # 5: grade 1 mode
    ("5.2", "vitamin c", "VITAM9 ;C"),
    ("5.2", "page 4b", "PAGE #D;B"),
    ("5.2", "the letter b", "! LR ;B"),
    ("5.7", "al", ";AL"),
    # 6: numeric mode
    ("6.2", "1,134.76", "#A1ACD4GF"),
    ("6.2", "10:30", "#AJ3#CJ"),
    ("6.3", "on call 24/7", "ON CALL #BD_/#G"),
    ("6.5", "11mb", "#AAMB"),
    ("6.6", "4\u00a0500\u00a0000", '#D"EJJ"JJJ'),
    ("6.6", "phone: (61) 3\u00a01234\u00a05678", 'PH"O3 "<#FA"> #C"ABCD"EFGH'),
    ("6.6.1", "In 2024 45 people", ",9 #BJBD #DE P"),
    ("6.9", "N12 7BT", ",N#AB #G,,BT"),
    # 7: punctuation
    ("7.1", "Where are the differences?", ',": >E ! DI6];ES8'),
    ("7.1", "problem, the next: easy; yes!", "PROBLEM1 ! NEXT3 EASY2 YES6"),
    ("7.2", "work—or not", '"W,-OR N'),
    ("7.3", "wait…", "WAIT444"),
    ("7.4", "a [note] b", "A .<NOTE.> ;B"),
    ("7.5", "either/or", "EI!R_/OR"),
    ("7.6", "the word “equation”", "! ^W 8EQUA;N0"),
    ("7.6", 'size 5" x 6"', "SIZE #E,7 ;X #F,7"),
    ("7.6", "‘we’", ",8WE,0"),
    # 8: capitals
    ("8.3", "John", ",JOHN"),
    ("8.4", "BBC", ",,BBC"),
    ("8.5", "THE REAL TRUE STORY", ",,,! R1L TRUE /ORY,'"),
    ("8.6", "OBEs", ",,OBE,'S"),
    # 10: contractions
    ("10.1.1", "you can go as people like", "Y C G Z P L"),
    ("10.1.2", "can’t", "C'T"),
    ("10.2", "which child shall this still out", ": * % ? / \\"),
    ("10.3", "and for of the with", "& = ( ! )"),
    ("10.3", "slotting into place", "SLOTT+ 9TO PLACE"),
    ("10.4", "they began making more rapid progress", "!Y 2GAN MAK+ M RAPID PROGRESS"),
    ("10.4.1", "chair, ghost, shed, they", "*AIR1 <O/1 %$1 !Y"),
    ("10.5", "were his was be", "7 8 0 2"),
    ("10.5", "enough is enough", "5 IS 5"),
    ("10.6", "become, concert, disturb", "2COME1 3C]T1 4TURB"),
    ("10.6", "effort and bubble", "EF=T & BU2LE"),
    ("10.7", "mother, work, here, through", '"M1 "W1 "H1 "?'),
    ("10.7", "these those word cannot had", "^! ^? ^W _C _H"),
    ("10.8", "function, moment, ounce, blessing", "FUNC;N1 MO;T1 \\NCE1 B.S+"),
    ("10.8", "electricity", "ELECTRIC;Y"),
    ("10.9", "about afterwards braille children", "AB AFWS BRL *N"),
    ("10.9", "yourself, necessary, together", "YRF1 NEC1 TGR"),
    ("10.10", "household expenditure", "H\\SEHOLD EXP5DITURE"),
    ("10.12.1", "information", "9=MA;N"),
    ("10.13", "Paleo-Indians", ",PALEO-,9DIANS"),
    # B004 and the human transcriptions of RNIB and BANA
    ("B004 8", "Once they had solved that problem", ",ONCE !Y _H SOLV$ T PROBLEM"),
    ("B004 E", "Maximum temperature", ",MAXIMUM TEMP]ATURE"),
    ("B004 E", "(Weather or Not Forecasts Ltd.)", '"<,W1!R OR ,N ,=ECA/S ,LTD4">'),
    ("B004 E", "11°C", "#AA^J,C"),
    ("B004 E", "(£)", '"<@L">'),
)

FORMED: tuple[tuple[str, tuple[Run, ...], str], ...] = (
    ("10.1.3", (Run("US", UNCONTRACTED),), ",,US"),
    ("10.1.3", (Run("IT", UNCONTRACTED), Run(" team")), ",,IT T1M"),
    ("13.5", (Run("Croeso", UNCONTRACTED), Run(" to the")), ",CROESO TO !"),
    ("7.6", (Run("C’est l’idée", UNCONTRACTED),), ",C'EST L'ID^/EE"),
    ("9.2", (Run("a "), Run("very", ITALIC), Run(" old")), "A .1V OLD"),
    ("9.3", (Run("the "), Run("Raven", BOLD)), "! ^1,RAV5"),
    (
        "9.7.1",
        (Run("plays (such as "), Run("Romeo and Juliet", ITALIC), Run(")")),
        'PLAYS "<S* Z .7,ROMEO & ,JULIET.\'">',
    ),
    (
        "9.7.1",
        (Run("Answer all questions", BOLD), Run(".")),
        "^7,ANSW] ALL \"QS^'4",
    ),
    (
        "9.7.1",
        (Run("We say "), Run("one two three four.", BOLD), Run(" Then more.")),
        ",WE SAY ^7\"O TWO ?REE F\\R4^' ,!N M4",
    ),
    (
        "9.9",
        (Run("some are "), Run("all three at once", BOLD | ITALIC), Run(".")),
        "\"S >E ^7.7ALL ?REE AT ONCE.'^'4",
    ),
    ("B004 11", (Run("Hastings¹. Many visitors"),), ",HA/+S;9#A4 ,_M VISITORS"),
    ("3.24", (Run("H₂O"),), ",H;5#B,O"),
)
UNCONTRACTED_TABLE = (
    (
        "Maybe your braille region’s rules don’t differentiate.",
        ",MAYBE YOUR BRAILLE REGION'S RULES DON'T DIFFERENTIATE4",
    ),
    (
        "Germany; 1957; German; 81,799,600.",
        ",GERMANY2 #AIEG2 ,GERMAN2 #HA1GII1FJJ4",
    ),
    ("(like a paragraph). It may", '"<LIKE A PARAGRAPH">4 ,IT MAY'),
)


def brailled(*runs: Run, grade: int = 2) -> str:
    return to_ascii(translate(runs, TABLES[grade]).cells)


@pytest.mark.parametrize(("rule", "words", "cells"), PLAIN)
def test_plain_words_have_the_cells_of_the_rule(rule: str, words: str, cells: str) -> None:
    assert brailled(Run(words)) == cells, rule


@pytest.mark.parametrize(("rule", "runs", "cells"), FORMED)
def test_formed_words_have_the_cells_of_the_rule(
    rule: str, runs: tuple[Run, ...], cells: str
) -> None:
    assert brailled(*runs) == cells, rule


@pytest.mark.parametrize(("words", "cells"), UNCONTRACTED_TABLE)
def test_grade_1_has_the_cells_of_human_transcribers(words: str, cells: str) -> None:
    assert brailled(Run(words), grade=1) == cells


def test_at_least_sixty_rules_are_held() -> None:
    assert len(PLAIN) + len(FORMED) + len(UNCONTRACTED_TABLE) >= 80


def test_a_word_after_a_transcribers_sign_stands_alone() -> None:
    note = transcribers_note((Run("This is it"),))
    assert brailled(*note) == "@.<,? IS X@.>"


@pytest.mark.parametrize(
    ("words", "language", "cells"),
    [
        ("привет", "ru", '"(RU\'PRIWET,")'),
        ("привіт світ", "uk", '"(UK\'PRIWYT SWYT,")'),
        ("مرحبا", "", '"(AR\'MR:BA,")'),
        ("Καλημέρα", "el", '"(EL\'.KAL>M"ERA,")'),
    ],
)
def test_other_scripts_are_in_their_own_code(words: str, language: str, cells: str) -> None:
    assert brailled(Run("say "), Run(words, 0, language)) == f"SAY {cells}"


def test_a_sign_without_cells_is_called_by_its_name() -> None:
    assert brailled(Run("★ new")) == "@.<BLACK />@.> NEW"


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_every_cell_has_six_dots_whatever_the_print(words: str) -> None:
    made = translate((Run(words),), TABLES[2])
    assert six_dots(made.cells)
    assert len(made.to_print) == len(made.cells)
    assert sorted(made.to_print) == list(made.to_print)


@given(st.text(st.characters(exclude_characters="\u00a0", codec="ascii"), max_size=60))
def test_no_ascii_word_is_left_without_cells(words: str) -> None:
    made = translate((Run(words),), TABLES[1])
    visible = "".join(one for one in words if one.isprintable()).split()
    assert len(made.cells.split(BLANK)) >= len(visible) if visible else made.cells == ""


@pytest.mark.parametrize("words", ["a\0b", "x\x01y\x7fz"])
def test_nothing_ends_at_a_control_character(words: str) -> None:
    assert brailled(Run(words)) == brailled(Run("".join(filter(str.isalpha, words))))


def test_a_lone_surrogate_is_told_as_no_text() -> None:
    with pytest.raises(WriteError, match="no text"):
        translate((Run("a\ud800b"),), TABLES[2])


def test_a_word_of_five_thousand_letters_keeps_them_all() -> None:
    assert brailled(Run("w" * 5000)) == "W" * 5000


def test_ascii_braille_has_each_of_the_64_cells_once() -> None:
    every = "".join(map(chr, range(0x2800, 0x2840)))
    assert from_ascii(to_ascii(every)) == from_ascii(to_ascii(every).lower()) == every
    assert len(set(to_ascii(every))) == 64


def test_a_passage_that_liblouis_does_not_end_keeps_its_punctuation_behind_it() -> None:
    plain = translate((Run("5,329 UK ŵ"),), "en-ueb-g2.ctb").cells
    made = translate((Run("5,329 UK ŵ", ITALIC), Run(", 7")), "en-ueb-g2.ctb")
    assert len(made.cells) == len(made.to_print)
    assert to_ascii(made.cells).endswith("1 #G")
    assert to_ascii(plain)[-4:] in to_ascii(made.cells)
