"""A spreadsheet of requirements and vendors, recognised and read. Pure."""
