"""The pages of the dashboard, in the order in which a newcomer thinks.

Each is a file of that name in `views`, with its texts under that name, and an icon.
"""

PAGES = {
    "explore": ":material/explore:",
    "evidence": ":material/search_insights:",
    "map": ":material/account_tree:",
    "simulate": ":material/ssid_chart:",
    "decide": ":material/balance:",
    "assumptions": ":material/tune:",
    "compare": ":material/compare_arrows:",
    "brief": ":material/description:",
    "workshop": ":material/groups:",
}

APART = {"screen": ":material/cast:"}
"""Pages that only a link leads to."""
