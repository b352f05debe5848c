"""The room: what phones ask of a workshop, and the page that they show.

Plain Starlette under `/join` and `/room`, on the same application as the dashboard. A
phone holds no session here, no request runs the model, and whatever one person
answered goes back to nobody else before the facilitator reveals.
"""
