"""Rule files read, checked and proved."""
