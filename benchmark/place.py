"""Where one organisation stands among its peers, read from a release: who looks learns nothing that is not in it."""

from benchmark.figures import CROWD, HIGHEST_SHOWN, LOWEST_SHOWN
from benchmark.intervals import of_share
from model.releases import Figure, Place, PlaceName


def place(value: int, figure: Figure | None) -> Place:
    """The place of a value in half points in a figure of its group; without a figure there are too few to rank.

    Lower or higher than most is only who stands outside the middle half for sure. A rank is only read from deciles,
    with Wilson's interval around it.
    """
    if figure is None:
        return Place("too_few")
    level = value / 2
    if figure.quartiles is None:
        low, high = figure.band
        return Place("below_band" if level < low else "above_band" if level > high else "in_band")
    name = _among_quartiles(level, figure.quartiles, figure.number)
    if figure.deciles is None:
        return Place(name)
    shown = [_span(decile, figure.number) for decile in figure.deciles]
    lower = sum(high < level for _, high in shown)
    not_higher = 10 - sum(low >= level for low, _ in shown)
    least, most = (round(part * figure.number / 10) for part in (lower, not_higher))
    interval = of_share(least, figure.number).low * 100, of_share(most, figure.number).high * 100
    return Place(name, (10 * lower, 10 * not_higher), interval)


def _among_quartiles(level: float, quartiles: tuple[float, float, float], number: int) -> PlaceName:
    (first_low, first_high), _, (third_low, third_high) = (_span(quartile, number) for quartile in quartiles)
    if level < first_low:
        return "lowest_quarter"
    if level > third_high:
        return "highest_quarter"
    return "between" if first_high <= level <= third_low else "open_end"


def _span(quantile: float, number: int) -> tuple[float, float]:
    """Between which levels a quantile lies that may have been cut off at the ends."""
    if number >= CROWD:
        return quantile, quantile
    return (1.0 if quantile == LOWEST_SHOWN else quantile), (5.0 if quantile == HIGHEST_SHOWN else quantile)
