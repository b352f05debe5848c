"""The colors of a brief by their names, for paper, light screens and dark ones."""

LIGHT = {
    "paper": "#ffffff",
    "text": "#1d2330",
    "muted": "#565e6d",
    "line": "#d5d9e0",
    "shade": "#f4f5f8",
    "link": "#2b50b0",
    "before": "#93a5b5",
    "after": "#2b6c94",
    "good": "#3a8f72",
    "neutral": "#93a5b5",
    "bad": "#d99a3d",
    "worst": "#96323f",
}
DARK = {
    "paper": "#12151c",
    "text": "#e7eaf1",
    "muted": "#a3abba",
    "line": "#383f4d",
    "shade": "#1c212c",
    "link": "#9db3f5",
    "before": "#7489a0",
    "after": "#74b3dc",
    "good": "#57b894",
    "neutral": "#7489a0",
    "bad": "#dba24c",
    "worst": "#d2606c",
}
STRIPED = ("bad",)
"""Tones that are like others in gray, and get stripes."""

SCHEMES = {"light": LIGHT, "dark": DARK}


def variables() -> str:
    """Return the colors as variables of a style sheet, the browser's scheme first."""
    light, dark = (
        "".join(f"  --{name}: {color};\n" for name, color in palette.items())
        for palette in (LIGHT, DARK)
    )
    return (
        f".brief {{\n{light}}}\n.brief.dark {{\n{dark}}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f".brief:not(.light) {{\n{dark}}}\n}}\n"
    )
