"""The lint: what a text does that readers may suffer from, with the place and the way out."""

from coprod_formats.linting.judging import findings, judge

__all__ = ["findings", "judge"]
