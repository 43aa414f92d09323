"""Each table that a person sees, as rows for a file: name, heads, cells."""
