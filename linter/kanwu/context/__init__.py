"""What a place in a text stands in, where no fix is sure: a reference, or code."""
