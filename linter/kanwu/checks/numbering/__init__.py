"""Checks of numbering."""
