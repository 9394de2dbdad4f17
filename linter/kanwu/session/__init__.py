"""The layer that touches the disk, processes and git."""
