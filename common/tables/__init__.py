"""The one door for tables: what comes in from files, and what goes out to them."""
