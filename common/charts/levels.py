"""Which shade a number gets: heat maps print the number and shade it second."""

SCORE_TOP = 5
SPREAD_TOP = 5


def score_level(share: float) -> int:
    """Return 0 to 5 for a value from 0 to 1, as a score of five shades."""
    return round(max(0.0, min(1.0, share)) * SCORE_TOP)


def spread_level(spread: float, *, widest: float) -> int:
    """Return 0 (all agree) to 5 for a spread; `widest` is the scale's largest."""
    if widest <= 0:
        return 0
    return round(max(0.0, min(1.0, spread / widest)) * SPREAD_TOP)
