"""The shipped catalogue: its vocabulary, its file form and what a source is worth.

Framework-free: nothing here but labels.py imports Django.
"""
