"""Backup and restore of everything a team would miss: database and files (R60)."""
