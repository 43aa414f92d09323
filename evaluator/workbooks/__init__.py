"""Workbooks of choosing: written by XlsxWriter with the value of every formula."""
