"""`python -m performance`: Peilstok beside its floor, measured in one run, as one table."""

import sys
import tempfile
from pathlib import Path

from performance.answering import measure_answers
from performance.content import measure_content
from performance.reporting import measure_report
from performance.starting import measure_starts
from performance.subjects import subject
from performance.table import table


def main() -> int:
    """Measures everything and prints the table; 1 when a bar is missed."""
    about = subject()
    with tempfile.TemporaryDirectory(prefix="peilstok-bench-") as folder:
        lines = [
            *measure_answers(about, Path(folder)),
            *measure_content(about),
            *measure_report(about),
            *measure_starts(about, Path(folder)),
        ]
    sys.stdout.write(table(lines) + "\n")
    return 0 if all(line.is_reached for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
