"""The written content that ships with the product, in three languages.

Framework-free: the texts are read from evaluator/data/ and checked, nothing more.
"""
