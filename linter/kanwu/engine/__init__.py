"""Documents and rules in, findings out."""
