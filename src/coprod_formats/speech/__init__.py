"""Narration as sound: voices, clips, one clock, and what sound is packed in."""
