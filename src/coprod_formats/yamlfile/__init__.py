"""YAML that people write, against a model of what it may say: every complaint with its place."""

from coprod_formats.yamlfile.fitting import fit
from coprod_formats.yamlfile.parsing import LONGEST, Tree, of_ours, parse

__all__ = ["LONGEST", "Tree", "fit", "of_ours", "parse"]
