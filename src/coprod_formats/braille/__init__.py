"""Braille: cells, their translation by liblouis, and the lines, pages and volumes made of them.

Everything inside this package is Unicode braille (U+2800 to U+283F, six dots); print text
goes in at ``translating`` and the file formats come out of ``brf``, ``pef`` and ``ebraille``.
"""
