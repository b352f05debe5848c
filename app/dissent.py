"""Which single belief divides a room most, in words."""

from app.texts import say
from app.told import Json, Told


def divided(told: Told) -> str:
    """Return which single belief divides the room most, in words."""
    found = told.last["dividing"]
    if found is None:
        return say("workshop.dividing.none")
    return say(
        "workshop.dividing",
        belief=belief(told, found),
        share=f"{found['explained']:.0%}",
        yes=found["yes"]["people"],
        no=found["no"]["people"],
        one=told.intervention(found["yes"]["intervention"]),
        other=told.intervention(found["no"]["intervention"]),
    )


def belief(told: Told, found: Json) -> str:
    """Return the question of a division."""
    kind, name = found["kind"], found["name"]
    if kind == "level":
        return say("workshop.belief.level", name=told.level(name))
    if kind == "fact":
        return say("workshop.belief.fact", name=told.fact(name))
    how = say(f"workshop.belief.{found['how']}")
    return say("workshop.belief.measure", name=told.intervention(name), how=how)
