"""Readers of finished files that share nothing with what wrote them.

Each gives the words in the order in which assistive technology meets them, with descriptions
in the place of pictures; notes stand apart. The file's own structure is kept as an XML tree.
"""
