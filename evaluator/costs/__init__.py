"""What a platform really costs, and what it returns: pure mathematics.

Read in this order: `ranges` (low, likely, high), `measures`, `usage` and `history`
(what is counted), `components` and `tariffs` (how a vendor bills), `metering`, `rating`
and `terms` (from usage to an amount), `billing`, `plans` and `workings` (a bill per
month, and how it came about), `lines` (all that is on no vendor's bill), `currencies`,
`discounting`, `cashflow` (the total cost), `breakdown` (a year of it, opened),
`simulation` and `sensitivity` (how sure it is), `funnel` and `returns` (what it
brings), `appraisal` and `ventures` (whether it pays). `json_form` writes and reads
usage, tariffs and lines; `faults` says what is wrong with them.

Money is Decimal in the dataclasses and float64 in the arrays. Every array has one row
per draw and one column per month; the base case is the array with one row, drawn at
the likely values, so that base case and simulation are the same code.
"""
