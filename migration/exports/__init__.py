"""Tables of plans as rows for a file."""
