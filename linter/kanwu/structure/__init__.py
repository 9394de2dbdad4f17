"""Parts and properties of a document that several checks share, made once by `document.once`."""
