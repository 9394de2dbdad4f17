"""Checks of punctuation."""
