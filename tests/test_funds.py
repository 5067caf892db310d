"""Which column an amount stood in: found by the columns' totals, exactly, with the fewest projects moved."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, product
from random import Random
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.readers import funds
from perflint.readers.funds import Funds


def place(columns: int, totals: str | None, *projects: str) -> Funds:
    """`"100 50"` is a row of amounts."""
    return funds.place(columns, amounts(totals) if totals is not None else None, [amounts(row) for row in projects])


def amounts(row: str) -> list[Decimal]:
    return [Decimal(text) for text in row.split()]


def test_full_rows_need_no_search() -> None:
    found = place(2, "30 5", "10 5", "20 0")
    assert found == Funds(((0, 1), (0, 1)))
    assert not found.inferred


def test_one_column_needs_no_search() -> None:
    assert place(1, None, "10", "20", "") == Funds(((0,), (0,), ()))


def test_a_lone_amount_goes_where_the_columns_add_up() -> None:
    found = place(3, "30.50 4.25", "10.25", "4.25", "20.25")
    assert found == Funds(((0,), (1,), (0,)), inferred=True, main=0, moved=(1,))


def test_the_fewest_projects_leave_the_largest_column() -> None:
    assert place(2, "12 6", "1", "2", "3", "6", "6").moved == (3,)


def test_among_equals_the_first_in_order_is_moved() -> None:
    assert place(2, "20 5", "10", "5", "5", "5").moved == (1,)
    assert place(2, "30 7", "3", "5", "4", "2", "23").moved == (0, 2)


def test_the_largest_column_need_not_be_the_first() -> None:
    found = place(2, "4 30", "10", "4", "20")
    assert (found.main, found.moved) == (1, (1,))


def test_all_in_one_column() -> None:
    found = place(3, "30", "10", "20")
    assert found == Funds(((0,), (0,)), inferred=True, main=0)


def test_three_columns() -> None:
    found = place(3, "50 7 9", "50", "3", "4", "9")
    assert found.places == ((0,), (1,), (1,), (2,))


def test_a_project_with_two_of_three_amounts() -> None:
    found = place(3, "13 4 9", "10 4", "3 9")
    assert found.places == ((0, 1), (0, 2))
    assert found.moved == ()


def test_of_the_arrangements_of_several_amounts_the_one_that_moves_fewest() -> None:
    assert place(3, "10 6 4", "6 4", "4", "3", "3") == Funds(((1, 2), (0,), (0,), (0,)), True, 0, (0,))


def test_blank_and_zero_amounts() -> None:
    assert place(2, "10 5", "10", "0.00", "", "5").places == ((0,), (0,), (), (1,))


def test_hundredths_count() -> None:
    assert not place(2, "10.00 5.01", "10.00", "5.00").inferred
    assert place(2, "10.0001 5", "10.0001", "5").inferred


@pytest.mark.parametrize(
    ("totals", "projects"),
    [
        (None, ["10", "20"]),
        ("25 5", ["10", "20"]),
        ("30 4", ["10", "20"]),
        ("30 -10", ["20", "0"]),
        ("9 9 9 9", ["10"]),
    ],
)
def test_where_nothing_fits_the_columns_stay_unknown(totals: str | None, projects: list[str]) -> None:
    found = place(2, totals, *projects)
    assert not found.inferred
    assert not found.complete
    assert not found.undecided


ROWS = st.lists(st.lists(st.integers(0, 12), max_size=3), min_size=1, max_size=5)


@settings(max_examples=150)
@given(ROWS, st.integers(2, 3), st.randoms(use_true_random=False))
def test_as_good_as_trying_everything(rows: list[list[int]], columns: int, random: Random) -> None:
    projects = [[Decimal(amount) / 2 for amount in row[:columns]] for row in rows]
    totals = [Decimal(0)] * columns
    for project in projects:
        for amount, column in zip(project, sorted(random.sample(range(columns), len(project))), strict=True):
            totals[column] += amount
    main = totals.index(max(totals))
    costs = []
    for arrangement in product(*(combinations(range(columns), len(project)) for project in projects)):
        if _sums(projects, arrangement, columns) == totals:
            lone = [places for places in arrangement if 0 < len(places) < columns]
            costs.append(sum(main not in places for places in lone))
    found = funds.place(columns, totals, projects)
    assert found.complete
    assert _sums(projects, found.places, columns) == totals
    assert len(found.moved) == (min(costs) if found.inferred else 0)


def _sums(
    projects: Sequence[Sequence[Decimal]], places: Sequence[tuple[int, ...] | None], columns: int
) -> list[Decimal]:
    sums = [Decimal(0)] * columns
    for project, there in zip(projects, places, strict=True):
        for amount, column in zip(project, there or (), strict=True):
            sums[column] += amount
    return sums


@pytest.mark.parametrize(("count", "columns", "share"), [(300, 2, 0.05), (300, 2, 0.5), (600, 2, 0.1), (300, 3, 0.4)])
def test_hundreds_of_projects(count: int, columns: int, share: float) -> None:
    random = Random(count)
    projects = [[Decimal(random.randint(1_000, 100_000)).scaleb(-2)] for _ in range(count)]
    totals = [Decimal(0)] * columns
    for (amount,) in projects:
        totals[random.randrange(1, columns) if random.random() < share else 0] += amount
    begun = monotonic()
    found = funds.place(columns, totals, projects)
    assert monotonic() - begun < 20
    assert found.inferred
    assert _sums(projects, found.places, columns) == totals


def test_a_hopeless_search_ends_and_says_so() -> None:
    random = Random(5)
    projects = [[Decimal(random.randint(10**9, 10**11)).scaleb(-2)] for _ in range(60)]
    total = sum((amount for (amount,) in projects), Decimal(0))
    part = sum((amount for (amount,) in projects[::2]), Decimal(0))
    begun = monotonic()
    found = funds.place(2, [total - part, part], projects)
    assert monotonic() - begun < 20
    assert found.undecided
    assert not found.inferred
