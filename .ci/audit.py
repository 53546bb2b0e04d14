"""Known vulnerabilities in what is installed: a report that fails nothing, and says so where nobody could be asked."""

import json
import subprocess
import sys

UNREACHED = "Audit: nothing was checked, because the vulnerability service (pypi.org) gave no answer."


def report(audited: str) -> list[str]:
    """The lines of the report, from what pip-audit wrote as JSON; or nothing at all, where it failed."""
    packages = json.loads(audited)["dependencies"] if audited.startswith("{") else []
    checked = [package for package in packages if "vulns" in package]
    if not checked:
        return [UNREACHED]
    known = [
        f"{package['name']} {package['version']}: {weakness['id']}, "
        f"mended in {' '.join(weakness['fix_versions']) or '-'}"
        for package in checked
        for weakness in package["vulns"]
    ]
    unchecked = len(packages) - len(checked)
    return [*known, f"Audit: {len(checked)} packages checked, {unchecked} not; {len(known)} known vulnerabilities."]


if __name__ == "__main__":
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(*report(done.stdout), sep="\n")
