"""The open pictures that our names stand for, from a pinned npm package, with their licence."""

import argparse
import re
import shutil
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SIDE = 200  # pixels, as large as our own drawings


def prepare(package: Path, folder: Path) -> int:
    """Put every picture that the folder's list names beside it; the number of them."""
    listed = yaml.safe_load((folder / "pictures.yaml").read_text(encoding="utf-8"))
    wanted = {entry["file"] for entry in listed["pictures"].values()}
    for old in folder.glob("*.svg"):
        if old.name not in wanted:
            old.unlink()
    for name in sorted(wanted):
        drawn = (package / "color" / "svg" / name).read_text(encoding="utf-8")
        (folder / name).write_text(sized(drawn), encoding="utf-8")
    shutil.copyfile(package / "LICENSE.txt", folder / "LICENSE.txt")
    return len(wanted)


def sized(drawn: str) -> str:
    """The drawing with its natural size said, which some programs ask for."""
    return re.sub(r"<svg\b", f'<svg width="{SIDE}" height="{SIDE}"', drawn, count=1)


def main() -> int:
    """Make the pictures and say how many they are."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--package", type=Path, default=ROOT / "node_modules" / "openmoji")
    ask.add_argument(
        "--folder", type=Path, default=ROOT / "src/coprod_formats/data/pictures/openmoji"
    )
    asked = ask.parse_args()
    print(f"{prepare(asked.package, asked.folder)} pictures in {asked.folder.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
