"""Privacy: what is kept and why, how long, whom to ask, and your rights with their buttons."""

import streamlit as st

import settings
from ui import session
from ui.components.privacy import cookies, my_data, organisation_data, what_is_kept

words = session.words()
_ = words.gettext
st.title(_("Privacy"))
what_is_kept()
st.header(_("How long"), anchor=False)
months = settings.read_settings().retention_months
if months is None:
    st.write(_("Until someone removes it. Whoever owns an organisation can do that on the start page."))
else:
    kept = words.ngettext(
        "What nobody has used for {count} month is removed: self-assessments, and people without a role.",
        "What nobody has used for {count} months is removed: self-assessments, and people without a role.",
        months,
    )
    st.write(kept.format(count=months))
st.write(
    _(
        "Who took part in a workshop, and what each of them chose, is removed some days after it: 30, unless it was "
        "made with another number. What the group chose together stays, and the reasons without names."
    )
)
st.write(_("Backups and files that were saved are outside Peilstok. Whoever keeps them decides how long."))
cookies()
if session.is_shared():
    my_data()
    organisation_data()
