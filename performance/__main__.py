"""`python -m performance [PART …]`: Peilstok beside its floor, measured in one run; a table per part, all or some."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from performance.answering import measure_answers
from performance.benchmark import measure_benchmark
from performance.content import measure_content
from performance.crowd import measure_crowd
from performance.pages import measure_pages
from performance.reporting import measure_report
from performance.room import measure_room
from performance.starting import measure_starts
from performance.subjects import Subject, subject
from performance.table import Measured, table

PARTS: Mapping[str, Callable[[Subject, Path], list[Measured]]] = {
    "answering": measure_answers,
    "content": lambda about, _folder: measure_content(about),
    "reporting": lambda about, _folder: measure_report(about),
    "starting": measure_starts,
    "crowd": measure_crowd,
    "pages": measure_pages,
    "room": measure_room,
    "benchmark": measure_benchmark,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures these parts and prints the table; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m performance", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parts = parser.parse_args(arguments).parts or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    about = subject()
    with tempfile.TemporaryDirectory(prefix="peilstok-bench-") as folder:
        lines = []
        for part in parts:
            found = PARTS[part](about, Path(folder))
            # At once: measuring all takes a quarter of an hour, and the next part may fail.
            print(table(found), flush=True)
            lines += found
    return 0 if all(line.is_reached for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
