"""The catalogue of rules: rule files, their reading, their proof, their compiled form."""
