"""The parts of `make bench`, apart."""

import pytest

from performance import __main__ as bench
from performance.table import Measured


def test_one_part_is_measured_alone_and_a_missed_bar_fails(monkeypatch, capsys):
    """Only the part that was named; the exit status says whether its bar was reached."""
    figures = {"crowd": 3.0, "pages": 1.0}
    parts = {
        name: lambda _about, _folder, name=name: [Measured(f"the {name}", "ms", figures[name], 1.0, at_most=2)]
        for name in figures
    }
    monkeypatch.setattr(bench, "PARTS", parts)

    assert bench.main(["pages"]) == 0
    assert "the crowd" not in capsys.readouterr().out
    assert bench.main([]) == 1
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines() if "the " in line] == ["crowd", "pages"]


def test_a_part_that_is_none_is_refused(capsys):
    """With the names that there are."""
    with pytest.raises(SystemExit) as ended:
        bench.main(["nothing"])

    assert ended.value.code == 2
    assert "nothing" in capsys.readouterr().err
