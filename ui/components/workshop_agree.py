"""What the group makes of a question: a level that it agrees on with who dissents, or skipping it; and what next."""

import streamlit as st

from model.workshops import Outcome, Question, Workshop
from ui import session
from ui.components.picture import level_name
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.work import holds_back, show_problem
from ui.components.workshop_now import of
from ui.content import Opened

KEY = "workshop-agree"


def agreement(current: Opened, workshop: Workshop, question: Question) -> None:
    """The form to agree or skip; once that is done what came of it, with the way to change it and to go on."""
    _ = current.words.gettext
    changing = f"workshop-change-{question.item}"
    if question.outcome is None or (session.get(changing) and not current.read_only):
        if not current.read_only:
            _agree(current, workshop, question)
            _skip(current, workshop, question)
        return
    _concluded(current, question.outcome)
    if current.read_only:
        return
    with st.container(horizontal=True):
        following = workshop.next_after(question.item)
        if following is not None:
            title = plain(current.questionnaire.criteria[following.item].title)
            st.button(_("Next question: {title}").format(title=title), key="workshop-next", type="primary",
                      on_click=_put, args=(*of(workshop), following.item))  # fmt: skip
        st.button(_("Change this"), key="workshop-change", on_click=session.put, args=(changing, True))
    if following is None:
        st.write(_("All questions are done."))


def _concluded(current: Opened, outcome: Outcome) -> None:
    _ = current.words.gettext
    if outcome.level is None:
        st.info(_("You skipped this question."), icon=":material/skip_next:")
        if outcome.skipped_because:
            st.write(plain(outcome.skipped_because))
        return
    agreed = _("Agreed: {level}").format(level=level_name(current, outcome.level))
    st.success(f"**{agreed}**", icon=":material/handshake:")
    for label, said in (
        (_("In two years"), outcome.ambition and level_name(current, outcome.ambition)),
        (_("Agreed by"), plain(outcome.agreed_by)),
        (_("Sees it otherwise"), plain(outcome.dissent)),
    ):
        if said:
            st.write(f"**{label}**: {said}")


def _agree(current: Opened, workshop: Workshop, question: Question) -> None:
    words = current.words
    _ = words.gettext
    item, shown, before = question.item, question.last_shown, question.outcome or Outcome(level=None)
    criterion = current.questionnaire.criteria[item]
    st.subheader(_("What you agree on"), anchor=False)
    with st.form(KEY):
        level = st.radio(
            _("What does the group agree on?"), range(1, 6), key=f"workshop-level-{item}",
            index=before.level - 1 if before.level else None,
            format_func=lambda number: level_name(current, number), captions=list(criterion.levels),
        )  # fmt: skip
        if shown is not None and shown.median is not None:
            text = _("The median of the votes was {median}. You choose what you agree on.")
            st.caption(text.format(median=words.number(shown.median)))
        ambitions = [session.NOTHING, *range(1, 6)]
        ambition = st.selectbox(
            _("Where do you want to be in two years?"), ambitions, key=f"workshop-ambition-{item}",
            index=ambitions.index(before.ambition or session.NOTHING),
            format_func=lambda number: level_name(current, number) if number else _("No choice"),
        )  # fmt: skip
        agreed_by = st.text_input(_("Who agreed?"), before.agreed_by, key=f"workshop-agreed-by-{item}", max_chars=500,
                                  placeholder=_("For example: everyone, or all but one"))  # fmt: skip
        dissent = st.text_area(_("Who sees it otherwise, and why?"), before.dissent, max_chars=2000, height=80,
                               key=f"workshop-dissent-{item}")  # fmt: skip
        agreed = st.form_submit_button(_("Keep this as our answer"), key="workshop-agreed", type="primary")
    if agreed and level is None:
        st.error(_("Choose a level first."))
    elif agreed:
        said = {"level": level, "ambition": ambition or None, "dissent": dissent, "agreed_by": agreed_by}
        _conclude(current, workshop, item, said)
    show_problem(KEY)


def _skip(current: Opened, workshop: Workshop, question: Question) -> None:
    """In a form of its own: why a question is skipped is nobody's dissent."""
    _ = current.words.gettext
    before = question.outcome.skipped_because if question.outcome else ""
    with st.expander(_("Skip this question")), st.form("workshop-skip-form", border=False):
        because = st.text_input(_("Why do you skip it?"), before, key=f"workshop-skip-why-{question.item}",
                                max_chars=500)  # fmt: skip
        if st.form_submit_button(_("Skip this question"), key="workshop-skip"):
            _conclude(current, workshop, question.item, {"level": None, "skipped_because": because})


def _conclude(current: Opened, workshop: Workshop, item: str, outcome: dict[str, object]) -> None:
    if not holds_back(KEY, current.words, " ".join(str(said) for said in outcome.values() if isinstance(said, str))):
        _write(workshop, item, outcome)
        st.rerun()


@saves
def _write(workshop: Workshop, item: str, outcome: dict[str, object]) -> None:
    session.store().conclude(*of(workshop), item, outcome)
    session.drop(f"workshop-change-{item}")


@saves
def _put(assessment: str, workshop: str, item: str) -> None:
    session.store().put_on_table(assessment, workshop, item)
