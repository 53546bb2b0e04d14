"""The report of known vulnerabilities: what it says, and that it fails nothing."""

import json
import runpy
from pathlib import Path

import pytest

AUDIT = runpy.run_path(str(Path(__file__).parent.parent / ".ci" / "audit.py"))
SKIPPED = {"name": "secret-tool", "skip_reason": "Dependency not found on PyPI"}
SAFE = {"name": "pillow", "version": "13.0.0", "vulns": []}
WEAK = {
    "name": "starlette",
    "version": "0.1.0",
    "vulns": [
        {"id": "PYSEC-2023-83", "fix_versions": ["0.27.0", "0.28.0"], "aliases": ["CVE-2023-29159"]},
        {"id": "PYSEC-2099-1", "fix_versions": [], "aliases": []},
    ],
}


def test_every_weakness_stands_in_the_report_with_the_version_that_mends_it():
    """One line each, and at the end what was checked and what was not."""
    assert AUDIT["report"](json.dumps({"dependencies": [SAFE, WEAK, SKIPPED], "fixes": []})) == [
        "starlette 0.1.0: PYSEC-2023-83, mended in 0.27.0 0.28.0",
        "starlette 0.1.0: PYSEC-2099-1, mended in -",
        "Audit: 2 packages checked, 1 not; 2 known vulnerabilities.",
    ]


@pytest.mark.parametrize("audited", ["", json.dumps({"dependencies": [SKIPPED]}), "Traceback (most recent call last):"])
def test_where_the_service_can_not_be_reached_one_sentence_says_so(audited):
    """Nothing checked is not the same as nothing found; a mirror without the service answers "not found" to all."""
    assert AUDIT["report"](audited) == [AUDIT["UNREACHED"]]
