"""What a platform really costs, and what it returns: pure mathematics.

Read in this order: `ranges` (low, likely, high), `measures` and `usage` (what is
counted), `tariffs` (how a vendor bills), `metering` and `rating` (from usage to an
amount), `billing` and `plans` (a bill per month), `lines` (all that is on no vendor's
bill), `currencies`, `cashflow`, `simulation`, `sensitivity`, `funnel` and `returns`.

Money is Decimal in the dataclasses and float64 in the arrays. Every array has one row
per draw and one column per month; the base case is the array with one row, drawn at
the likely values, so that base case and simulation are the same code.
"""
