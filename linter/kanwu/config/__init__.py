"""Configurations: the rules that are on for a path, and their settings."""
