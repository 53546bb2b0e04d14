"""An assessment as the JSON of design 5.3: the numbers that every page and report shows, unrounded."""

import json
from dataclasses import asdict
from typing import Any

from model.assessment import Assessment, Law, PlanEntry


def result_json(assessment: Assessment) -> bytes:
    """The result; the same answers and the same content always give the same bytes."""
    maturity = assessment.maturity
    result = {
        "questionnaire": {
            "id": assessment.questionnaire_id,
            "version": assessment.version,
            "digest": assessment.digest,
        },
        "engine": assessment.engine,
        "on": assessment.answers.on.isoformat(),
        "scope": assessment.answers.scope,
        "maturity": {
            "overall": None if maturity.overall is None else asdict(maturity.overall),
            "themes": {id_: asdict(score) for id_, score in maturity.themes.items()},
            "categories": {id_: asdict(score) for id_, score in maturity.categories.items()},
            "evidence_share": maturity.evidence_share,
        },
        "law": None if assessment.law is None else _law(assessment.law),
        "contradictions": [asdict(contradiction) for contradiction in assessment.contradictions],
        "gaps": [{**asdict(gap), "gap": gap.gap} for gap in assessment.gaps],
        "plan": [_entry(entry) for entry in assessment.plan],
    }
    return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()


def _law(law: Law) -> dict[str, Any]:
    incomplete = {} if law.complete else {"complete": False}
    return {
        **incomplete,
        "outcome": law.outcome,
        "set_aside": law.set_aside,
        "counts": dict(law.counts),
        "norms": {
            id_: {"verdict": verdict.verdict, "because": list(verdict.because)} for id_, verdict in law.norms.items()
        },
    }


def _entry(entry: PlanEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "criterion": entry.criterion,
        "reaches": entry.reaches,
        "norms": list(entry.norms),
        "effort_days": entry.effort_days,
        "lead_weeks": entry.lead_weeks,
        "owner": entry.owner,
        "pulled_in": entry.pulled_in,
        "start": entry.start,
        "end": entry.end,
        "status": entry.status,
    }
