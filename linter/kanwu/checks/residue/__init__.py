"""Checks of residue."""
