"""The arithmetic of diagnosis and goals: no framework, no clock, no database."""
