"""kanwu.toml: which rules are on for a path, and how they are set."""
