"""Contributing to an open edition of the benchmark: exactly what is sent, to whom, and until when it can be undone."""

import json
from collections.abc import Mapping
from dataclasses import asdict

import streamlit as st

from analytics.tables import contributed_rows
from auth.permissions import may
from model.answers import AnswersFile
from model.contributions import Contribution, Item
from model.errors import BadInput
from pipeline import assess, contribution_of, levels_now, signals
from reports.benchmark_words import item_title
from reports.place_words import signal
from storage.contributions import Offered
from storage.stored import Changed
from ui import session
from ui.components.text import plain
from ui.components.trouble import saves
from ui.content import Opened, questionnaire

CHANGED = "contribution-changed"  # in the session: what would be sent is not what was shown


def what_i_send(current: Opened) -> Contribution | None:
    """What this assessment sends; None when something is missing for that, which the page then says."""
    try:
        return contribution_of(current.questionnaire, current.assess())
    except BadInput as error:
        for mistake in error.mistakes:
            st.info(current.words.sentence(mistake))
        return None


def contribute(current: Opened, offered: Offered, before: Mapping[str, int] | None) -> None:
    """What is sent to this edition and what is not, what to look at again, and the click that sends or withdraws it.

    :param before: the levels of the time before, of questions that mean the same.
    """
    words, edition = current.words, offered.edition
    _ = words.gettext
    st.header(_("Contribute to “{edition}”").format(edition=plain(edition.name)), anchor=False)
    st.caption(_("An edition of {association}").format(association=plain(edition.association)))
    if offered.at:
        text = _("You contributed on {date}. You can withdraw it until the association closes the edition.")
        st.success(text.format(date=words.date(offered.at.astimezone().date())))
    if edition.version != current.answers.version:
        text = _(
            "This edition is about version {edition} of the questionnaire. This assessment is of version {version}."
        )
        st.info(text.format(edition=edition.version, version=current.answers.version))
        _withdrawing(current, offered)
        return
    sent = what_i_send(current)
    if sent is None:
        return
    _promises(current)
    _sent(current, sent)
    st.subheader(_("Before you contribute"), anchor=False)
    st.write(_("You may want to look at this once more. Nobody judges it, and nobody else sees it."))
    found = [
        (plain(signal(one, words)), one.is_usual) for one in signals(current.questionnaire, current.assess(), before)
    ]
    st.markdown("\n".join(f"- {text}" if is_usual else f"- **{text}**" for text, is_usual in found))
    if session.take(CHANGED):
        st.warning(_("Your answers changed after this page was shown. Nothing was sent. Look again at what is sent."))
    _deciding(current, offered, sent)


def _promises(current: Opened) -> None:
    _ = current.words.gettext
    lines = [
        _("We send levels, ambitions and scores, and with them your sector, size and scope. You see all of it below."),
        _("We send no name, no notes, no reasons and no evidence. Nor do we send answers to the legal check."),
        _("Nobody sees what you send, and neither does the association. It only sees the figures of groups."),
        _("You can withdraw it until the association closes the edition. What you withdraw is gone."),
        _("After that it is part of figures about groups, and can't be taken out."),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _sent(current: Opened, sent: Contribution) -> None:
    """Everything that is sent, as tables and as the file itself."""
    words, content = current.words, current.questionnaire
    _, facts = words.gettext, content.profile.facts
    unknown = _("not filled in")
    sector = facts["sector"].values.get(sent.sector, unknown)
    size = facts["size_class"].values.get(sent.size_class, unknown)
    st.subheader(_("This is what we send"), anchor=False)
    st.table({
        _("Sector"): sector, _("Size"): size, _("Scope"): words.scope(sent.scope),
        _("Version of the questionnaire"): sent.version, _("With evidence"): words.share(sent.assurance_share),
        **{item_title(Item("score", id_, sent.scope), content, words): words.number(score / 2)
           for id_, score in sent.scores.items()},
    })  # fmt: skip
    st.caption(_("We cut scores down to half levels: 3.4 is sent as 3."))
    with st.expander(_("Levels and ambitions of {count} questions").format(count=len(sent.levels))):
        st.table(contributed_rows(sent, content, words))
    with st.expander(_("The same, as the computer sends it (JSON)")):
        st.code(json.dumps(asdict(sent), ensure_ascii=False, indent=2), language="json")


def _deciding(current: Opened, offered: Offered, sent: Contribution) -> None:
    _ = current.words.gettext
    if not _may_consent(current):
        _ask(current, offered)
    elif offered.contribution == sent:
        st.write(_("What you sent is what you answer now."))
    else:
        label = _("Contribute anew") if offered.contribution else _("Contribute")
        arguments = (current.id, offered.edition.id, sent)
        st.button(label, key=f"contribute-{offered.edition.id}", type="primary", on_click=_send, args=arguments)
    _withdrawing(current, offered)


def _withdrawing(current: Opened, offered: Offered) -> None:
    _ = current.words.gettext
    if offered.contribution is not None and _may_consent(current):
        key, arguments = f"withdraw-{offered.edition.id}", (current.id, offered.edition.id)
        st.button(_("Withdraw"), key=key, on_click=_withdraw, args=arguments)


def _ask(current: Opened, offered: Offered) -> None:
    """For who can't decide: the words to ask an owner with."""
    _ = current.words.gettext
    st.write(_("Only an owner of the organisation can contribute. You can ask them, for example like this:"))
    text = _(
        "Would you contribute our assessment to the benchmark “{edition}” of {association}? Open the page Benchmark in "
        "Peilstok: there you see exactly what is sent, and contribute with one click. You can withdraw it until the "
        "edition closes."
    )
    st.code(text.format(edition=offered.edition.name, association=offered.edition.association),
            language=None, wrap_lines=True)  # fmt: skip


def _may_consent(current: Opened) -> bool:
    store = session.store()
    return store.who.everywhere or may(store.role_for(current.id), "consent")


@saves
def _send(assessment: str, edition: int, seen: Contribution) -> None:
    store, content = session.store(), questionnaire("nl")

    def make(answers: AnswersFile) -> Contribution:
        return contribution_of(content, assess(content, answers))

    try:
        organisation = store.organisation_of(assessment)
        store.contribute(edition, organisation, assessment, make, seen, lambda earlier: levels_now(content, earlier))
    except Changed:
        session.put(CHANGED, True)


@saves
def _withdraw(assessment: str, edition: int) -> None:
    store = session.store()
    store.withdraw(edition, store.organisation_of(assessment))
