"""French and Welsh as their voices are given them: money, ranges, per cent, addresses, days."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.derive.spoken import Lexicon, spoken_abroad

FRENCH = (
    ("Il a coûté £3m en tout.", "Il a coûté 3 millions de livres en tout."),
    ("3 M€ et 2 Md€", "3 millions d’euros et 2 milliards d’euros"),
    ("£5k", "5 mille livres"),
    ("1 €, 250 €, 12,50 €.", "1 euro, 250 euros, 12,50 euros."),
    ("£1, £250", "1 livre, 250 livres"),
    ("50 % des gens", "50 pour cent des gens"),
    ("entre 2020–2024", "entre 2020 à 2024"),
    ("9\u202f691 réponses", "9 691 réponses"),
    ("Voir https://www.example.org/a?b=c.", "Voir lien vers example point org."),
    ("a.b@ucl.ac.uk", "a point b arobase ucl point ac point uk"),
    ("à 12h30 ou 9 h", "à 12 heures 30 ou 9 heures"),
    ("le 2e et le 3ème, n° 4", "le deuxième et le troisième, numéro 4"),
    ("le 2026-11-01", "le 1er novembre 2026"),
    ("thé & café", "thé et café"),
)
WELSH = (
    ("Costiodd £3m i gyd.", "Costiodd 3 miliwn o bunnoedd i gyd."),
    ("£1 a £250", "1 bunt a 250 punt"),
    ("£2bn, £5k, 50c", "2 biliwn o bunnoedd, 5 mil punt, 50 ceiniog"),
    ("50% o bobl", "50 y cant o bobl"),
    ("2020–2024", "2020 i 2024"),
    ("Gweler https://www.example.org/.", "Gweler dolen i example dot org."),
    ("a@ucl.ac.uk", "a at ucl dot ac dot uk"),
    ("ar 2026-11-01", "ar 1 Tachwedd 2026"),
    ("te & choffi", "te a choffi"),
    ("y 1af", "y cyntaf"),
)


@pytest.mark.parametrize(("written", "said"), FRENCH)
def test_french_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken_abroad(written, "fr").text == said


@pytest.mark.parametrize(("written", "said"), WELSH)
def test_welsh_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken_abroad(written, "cy-GB").text == said


@pytest.mark.parametrize("language", ["fr", "cy", "de"])
def test_the_author_has_the_first_word_and_pictures_are_silent(language: str) -> None:
    lexicon = Lexicon((("Nicc", "Nic"),))
    assert spoken_abroad("Nicc ⭐ *a*", language, lexicon).text == "Nic a"


@pytest.mark.parametrize("language", ["fr", "cy"])
def test_short_forms_are_spelt_out(language: str) -> None:
    lexicon = Lexicon(short_forms=frozenset({"UCL", "Ofsted"}))
    assert spoken_abroad("UCL, Ofsted, UCLA", language, lexicon).text == "U C L, Ofsted, UCLA"


@pytest.mark.parametrize("written", ["2026-13-45", "£", "%", "–", "@", "a@b", "1-", "€ £ $"])
@pytest.mark.parametrize("language", ["fr", "cy"])
def test_what_is_no_amount_stays(written: str, language: str) -> None:
    assert spoken_abroad(written, language).text == written


@given(st.text(), st.sampled_from(["fr", "cy", "de"]))
def test_words_are_kept_whatever_the_text(written: str, language: str) -> None:
    said = spoken_abroad(f"Avant {written} après", language).text
    assert said.startswith("Avant")
    assert said.endswith("après")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5), st.sampled_from(["fr", "cy"]))
def test_no_number_is_lost(numbers: list[int], language: str) -> None:
    said = spoken_abroad("; ".join(f"£{number}" for number in numbers), language).text
    assert [int(one) for one in re.findall(r"\d+", said)] == numbers
