"""What several checks need to know of a document: each is worked out once, by `document.once`."""
