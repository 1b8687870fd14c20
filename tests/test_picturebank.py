"""Pictures by name: the built-in ones, the project's own, and the commands about both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from coprod_formats.picturebank import BUILT_IN, OWN, OWN_CREDIT, SETS, SIDE, bank, built_in, search
from coprod_formats.reading.bank import check_pictures
from coprod_formats.reading.pictures import measured
from tests.projects import Project

PNG = (Path(__file__).parent / "features" / "media" / "star.png").read_bytes()
every_set = pytest.mark.parametrize("name", SETS)


def listed(name: str) -> dict[str, dict[str, object]]:
    told: dict[str, dict[str, object]] = yaml.safe_load(
        (BUILT_IN / name / "pictures.yaml").read_text(encoding="utf-8")
    )["pictures"]
    return told


@every_set
def test_every_built_in_name_has_its_picture(name: str) -> None:
    for picture, said in listed(name).items():
        path = BUILT_IN / name / str(said.get("file", f"{picture}.svg"))
        assert measured(path) == (".svg", SIDE, SIDE), picture


@every_set
def test_every_picture_that_is_there_has_a_name(name: str) -> None:
    files = {str(said.get("file", f"{one}.svg")) for one, said in listed(name).items()}
    assert files == {path.name for path in (BUILT_IN / name).glob("*.svg")}


def test_every_set_says_who_made_it_and_under_which_licence() -> None:
    credits_ = {one.credit for one in built_in().values()}
    assert None not in credits_
    assert all(one.maker and one.licence for one in credits_ if one)
    assert OWN_CREDIT in credits_
    assert (
        (BUILT_IN / "openmoji" / "LICENSE.txt")
        .read_text(encoding="utf-8")
        .startswith("Attribution-ShareAlike 4.0")
    )


def test_names_can_be_typed_and_no_two_sets_share_one() -> None:
    names = [one for name in SETS for one in listed(name)]
    assert len(names) == len(set(names)) == len(built_in())
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", one) for one in names)


def test_our_own_drawings_hold_no_letters() -> None:
    assert [one.name for one in (BUILT_IN / OWN).glob("*.svg") if "<text" in one.read_text()] == []


def test_the_likest_pictures_come_first() -> None:
    found = [one.name for one in search(built_in(), "money")]
    assert found[0] == "money"
    assert {"fund", "bank", "time-money"} <= set(found)
    assert search(built_in(), "zyzzyva") == []


def own(folder: Path, text: str, **files: bytes) -> Path:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "pictures.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / "pictures" / name.replace("_", ".")).write_bytes(content)
    return folder


def test_a_project_adds_pictures_of_its_own(tmp_path: Path) -> None:
    text = "maker: Ann\nlicence: CC0\npictures: {hall: {shows: A hall, tags: [meeting]}}\n"
    found = bank(own(tmp_path, text, hall_png=PNG))
    assert found.complaints == ()
    assert found.pictures["hall"].path.name == "hall.png"
    assert "together" in found.pictures


def test_everything_about_pictures_of_ones_own_is_told_at_once(tmp_path: Path) -> None:
    text = (
        "pictures:\n  hall: {shows: A hall}\n  trust: {shows: Hands, maker: Ann, licence: CC0}\n"
        "  bad: {shows: Bad, maker: Ann, licence: CC0}\n"
        "  late: {shows: Late, licence: CC0}\n  gone: {shows: Gone}\n"
    )
    files = {"hall_png": PNG, "trust_png": PNG, "bad_svg": b"<html>", "late_png": PNG}
    pictures, found = check_pictures(own(tmp_path, text, more_png=PNG, **files))
    assert sorted(pictures) == ["bad", "hall", "late", "trust"]
    assert [f"{one.where.line}:{one.where.column} {one.rule}" for one in found if one.where] == [
        "1:1 picture-unlisted",
        "2:3 picture-licence",
        "3:3 picture-name",
        "4:3 image-kind",
        "5:3 picture-maker",
        "6:3 picture-file",
    ]


def test_the_commands_find_and_check_pictures(tmp_path: Path) -> None:
    project = Project(own(tmp_path, "pictures: {hall: {shows: A hall}}\n", hall_png=PNG))
    found = project.run("pictures", "search", "trust")
    assert (found.code, found.out.split()[0]) == (0, "pic:trust")
    (first, *_) = project.run("pictures", "search", "hall", "--json").events()
    assert first["name"] == "hall"
    nothing = project.run("pictures", "search", "zyzzyva")
    assert (nothing.code, nothing.out) == (1, "there is no picture of zyzzyva\n")
    checked = project.run("pictures", "check")
    assert (checked.code, "[picture-licence]" in checked.out) == (1, True)
    assert "1 picture of the project's own" in checked.out
    told = project.run("pictures", "check", "--json").events()
    assert [one["rule"] for one in told] == ["picture-licence"]
