"""Tables of a team as rows for a file."""
