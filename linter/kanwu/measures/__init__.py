"""Numbers: findings counted, and set against the length of the text."""
