"""The proof that a finished file holds all that its document says."""
