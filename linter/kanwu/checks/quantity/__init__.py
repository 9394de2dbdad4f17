"""Checks of numbers and units."""
