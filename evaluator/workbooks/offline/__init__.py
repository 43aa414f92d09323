"""The personal score sheet: scoring in a spreadsheet, without a connection."""
