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
from storage.store import Store
from storage.stored import NotFound


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
    for id_ in kept.all_closed():
        try:
            line = _add(kept, id_, dry_run=options.dry_run)
        except NotFound:  # removed meanwhile
            continue
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            failed += 1
            print(f"{id_}: this one can't be computed ({type(error).__name__}).", file=sys.stderr)
            continue
        if line:
            added += 1
            print(line)
    print(f"{added} {'would be added' if options.dry_run else 'added'}, {failed} failed")
    return 1 if failed else 0


def _add(kept: Store, assessment_id: str, *, dry_run: bool) -> str:
    """Adds the result by today's questionnaire and engine, and says it in a line; empty where it is there already."""
    milestone = kept.milestone(assessment_id)
    questionnaire = worded_for("nl", milestone.answers)
    known = {(result.digest, result.engine) for result in (milestone.reported, *milestone.recomputed)}
    if (questionnaire.digest, ENGINE) in known:
        return ""
    anew = assess_anew(questionnaire, milestone.answers)
    if not dry_run:
        result: Mapping[str, Any] = json.loads(result_json(anew))
        kept.add_result(assessment_id, result)
    return _line(milestone, anew.maturity.overall, questionnaire.version)


def _line(milestone: Milestone, score: Score | None, version: str) -> str:
    then = milestone.reported
    return (
        f"{milestone.id}  {milestone.closed_at:%Y-%m-%d}  {then.version} -> {version}"
        f"  {_shown(then.overall)} -> {_shown(score)}"
    )


def _shown(score: Score | None) -> str:
    return "–" if score is None or score.score is None else f"{score.score:.2f}"
