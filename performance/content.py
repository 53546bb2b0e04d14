"""How long it takes to load all content and to score an assessment (bars c and d)."""

import statistics
import subprocess
import sys
import timeit

from performance.servers import ROOT
from performance.subjects import Subject
from performance.table import Measured
from pipeline import assess

PROCESSES, SCORES = 5, 50
# The import before the clock starts is the program's own start, which (f) measures.
LOAD = """
import time
from model.loading import load
start = time.perf_counter()
load()
print(time.perf_counter() - start)
"""


def measure_content(about: Subject) -> list[Measured]:
    """Loading in fresh processes, and scoring in this one."""
    loads = [_load_in_a_new_process() for _ in range(PROCESSES)]
    scores = timeit.repeat(lambda: assess(about.questionnaire, about.answers), number=1, repeat=SCORES)
    return [
        Measured("(c) load all content", "s", statistics.median(loads), at_most=0.5),
        Measured("(d) score an assessment", "ms", statistics.median(scores) * 1000),
    ]


def _load_in_a_new_process() -> float:
    ran = subprocess.run(
        [sys.executable, "-c", LOAD], cwd=ROOT, check=True, capture_output=True, text=True, timeout=30
    )  # our own line
    return float(ran.stdout)
