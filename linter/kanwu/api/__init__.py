"""kanwu for Python programs: it lints and fixes texts, files and bytes, like the command."""
