"""All that touches the disk, processes and git."""
