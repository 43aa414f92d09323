"""Made-up evaluations for property tests."""

from hypothesis import strategies as st

VALUES = st.floats(0, 1).map(lambda value: round(value, 6))
CELLS = st.none() | VALUES
WEIGHTS = st.integers(0, 100)


@st.composite
def weighted_scores(draw, cells=CELLS, candidates=5, criteria=5):
    """Draw (scores, weights): a few candidates and criteria, one that weighs."""
    width = draw(st.integers(1, criteria))
    weights = draw(st.lists(WEIGHTS, min_size=width, max_size=width).filter(any))
    rows = st.lists(cells, min_size=width, max_size=width)
    matrix = draw(st.lists(rows, min_size=1, max_size=candidates))
    return scores_of(matrix), weights_of(weights)


def scores_of(matrix):
    """Name the candidates 0, 1, 2... and the criteria a, b, c..."""
    return {
        number: dict(zip("abcdefghij", row, strict=False))
        for number, row in enumerate(matrix)
    }


def weights_of(weights):
    return dict(zip("abcdefghij", weights, strict=False))
