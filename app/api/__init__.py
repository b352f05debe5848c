"""The HTTP API: the documents of the contract under `/api/v1`.

It is plain Starlette. FastAPI would read bodies with a lenient parser (repeated keys,
NaN), refuse them with documents of its own and describe them by their types alone,
while here bodies are scenarios, which have one reader for files, links and requests.
"""
