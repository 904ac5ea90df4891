"""Where a well-kept library has the same method, it gives the same numbers."""

from random import Random

import pytest

from llm_extract.evaluation.statistics import bootstrap, exact_proportion, holm, mcnemar, proportion

scipy_stats = pytest.importorskip("scipy.stats", reason="SciPy comes with the extra `dev`")
multitest = pytest.importorskip("statsmodels.stats.multitest", reason="statsmodels: extra `dev`")
tables = pytest.importorskip("statsmodels.stats.contingency_tables")
proportions = pytest.importorskip("statsmodels.stats.proportion")

COUNTS = [(0, 7), (1, 7), (3, 10), (7, 7), (49, 50), (120, 400), (4900, 5000)]
SHARES = [(9, 10), (48, 50), (20, 40), (7, 7), (100, 130), (33, 34), (5, 9), (60, 61), (12, 20)]


@pytest.mark.parametrize(("successes", "trials"), COUNTS)
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_wilson(successes: int, trials: int, level: float) -> None:
    found = proportion(successes, trials, level)
    theirs = scipy_stats.binomtest(successes, trials).proportion_ci(level, "wilson")
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(("successes", "trials"), COUNTS)
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_clopper_and_pearson(successes: int, trials: int, level: float) -> None:
    found = exact_proportion(successes, trials, level)
    theirs = proportions.proportion_confint(successes, trials, 1 - level, "beta")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(("b", "c"), [(0, 0), (1, 0), (5, 5), (3, 10), (40, 22), (300, 360)])
def test_mcnemar(b: int, c: int) -> None:
    theirs = tables.mcnemar([[9, b], [c, 9]], exact=True).pvalue
    assert mcnemar(b, c) == pytest.approx(theirs, rel=1e-9)


def test_holm() -> None:
    p_values = [0.2, 0.001, 0.04, 0.04, 0.7, 0.012]
    theirs = multitest.multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(list(theirs))


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_the_bootstrap_of_a_ratio(method: str) -> None:
    ours = bootstrap.percentile if method == "percentile" else bootstrap.bca
    found = ours(SHARES, 0.95, Random(3), 20_000)
    theirs = scipy_stats.bootstrap(
        list(zip(*SHARES, strict=True)),
        lambda above, below, axis: above.sum(axis) / below.sum(axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method=method,
        rng=3,
    ).confidence_interval
    assert found == pytest.approx((theirs.low, theirs.high), abs=0.006)


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_the_bootstrap_of_a_mean(method: str) -> None:
    ours = bootstrap.percentile if method == "percentile" else bootstrap.bca
    values = [0.2, 3.1, 0.4, 0.9, 7.5, 1.1, 0.3, 2.2, 0.8, 1.6, 5.2, 0.1]
    found = ours([(value, 1) for value in values], 0.95, Random(3), 20_000)
    theirs = scipy_stats.bootstrap(
        (values,), lambda x, axis: x.mean(axis), n_resamples=20_000, method=method, rng=3
    ).confidence_interval
    assert found == pytest.approx((theirs.low, theirs.high), abs=0.05)


def test_the_swaps_are_a_permutation_test_of_pairs() -> None:
    from llm_extract.evaluation.statistics.pairing import exact_swapping

    nets = [3, -1, 4, 0, 2, 2, -2, 5, 1, 0, 1]
    theirs = scipy_stats.permutation_test(
        (nets, [0] * len(nets)),
        lambda x, y, axis: (x - y).sum(axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=float("inf"),
    ).pvalue
    assert exact_swapping(nets) == pytest.approx(theirs)
