"""A small build graph: steps, a store that is keyed by content, and whoever runs them.

Nothing here knows what a document is, so that the same graph can make anything that is a
folder.
"""
