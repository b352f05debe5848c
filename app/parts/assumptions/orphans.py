"""What stands alone in a pack: interventions and levels that no line joins."""

import streamlit as st

from app.atlas import job_name
from app.markup import escaped
from app.texts import listed, say
from interventions.orphans import Orphans
from simulator.choice.needed import needed
from simulator.model import Model


def show(found: Orphans, model: Model) -> None:
    """Tell which interventions no level needs, and which levels nothing serves."""
    st.subheader(say("assumptions.alone"))
    levels = {level.id: level.name for level in model.belief.ladder.levels}
    names = {i.id: i.name for i in model.means.interventions}
    unserved = listed([levels[level] for level in found.unserved])
    free = listed([levels[level] for level in found.free])
    key = "assumptions.alone.unserved" if unserved else "assumptions.alone.served"
    st.write(escaped(say(key, names=unserved)))
    if free:
        st.write(escaped(say("assumptions.alone.free", names=free)))
    busy = [i for i in found.interventions if i not in found.idle]
    if busy:
        st.write(say("assumptions.alone.jobs"))
        st.markdown("\n".join(f"- {escaped(_job(model, names[i], i))}" for i in busy))
    idle = listed([names[i] for i in found.idle])
    key = "assumptions.alone.idle" if idle else "assumptions.alone.busy"
    st.write(escaped(say(key, names=idle)))


def _job(model: Model, name: str, intervention: str) -> str:
    jobs = listed([job_name(job) for job in needed(model, intervention).jobs])
    return say("assumptions.alone.job", name=name, jobs=jobs) if jobs else name
