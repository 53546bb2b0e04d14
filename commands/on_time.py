"""The command that judges closed assessments again, by today's questionnaire and engine."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from commands.entering import Commands, command
from commands.files_in_and_out import worded_for
from commands.on_what_is_kept import store
from model.assessment import Score
from model.milestones import Milestone
from pipeline import ENGINE, assess_anew
from reports.result import result_json


def add_to(commands: Commands) -> None:
    """Enters this command."""
    recomputing = command(commands, "recompute", recompute)
    recomputing.add_argument("--dry-run", action="store_true", help="say what would be added, and add nothing")


def recompute(options: argparse.Namespace) -> int:
    """Adds to every closed assessment its result by today's questionnaire and engine, beside what was reported.

    Prints a line for each; one that has such a result already is left out. Nothing is ever overwritten. Status 1 when
    one could not be computed; the others are.
    """
    kept, added, failed = store(), 0, 0
    for milestone in kept.all_milestones():
        questionnaire = worded_for("nl", milestone.answers)
        known = {(result.digest, result.engine) for result in (milestone.reported, *milestone.recomputed)}
        if (questionnaire.digest, ENGINE) in known:
            continue
        try:
            anew = assess_anew(questionnaire, milestone.answers)
        except (ValueError, KeyError, ArithmeticError) as error:
            failed += 1
            print(f"{milestone.id}: this one can't be computed ({type(error).__name__}).", file=sys.stderr)
            continue
        result: Mapping[str, Any] = json.loads(result_json(anew))
        if not options.dry_run:
            kept.add_result(milestone.id, result)
        added += 1
        print(_line(milestone, anew.maturity.overall, questionnaire.version))
    print(f"{added} {'would be added' if options.dry_run else 'added'}, {failed} failed")
    return 1 if failed else 0


def _line(milestone: Milestone, score: Score | None, version: str) -> str:
    then = milestone.reported
    return (
        f"{milestone.id}  {milestone.closed_at:%Y-%m-%d}  {then.version} -> {version}"
        f"  {_shown(then.overall)} -> {_shown(score)}"
    )


def _shown(score: Score | None) -> str:
    return "–" if score is None or score.score is None else f"{score.score:.2f}"
