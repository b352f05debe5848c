"""The body of a request, as soon as it is known not to be too large."""

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

JSON = "application/json"


async def body(request: Request, largest: int) -> bytes:
    """Return the body of a request that brings JSON.

    Parameters
    ----------
    request : Request
    largest : int
        In bytes.

    Raises
    ------
    HTTPException
        415 if it is not plain JSON by its headers, 413 as soon as it is too large, and
        400 if it does not arrive whole.
    """
    media = request.headers.get("content-type", "")
    encoding = request.headers.get("content-encoding", "identity")
    if media.partition(";")[0].strip().lower() != JSON or encoding != "identity":
        got = media if encoding == "identity" else encoding
        rule = f"the body must be {JSON}, not compressed, got {got[:60]!r}"
        raise HTTPException(415, rule)
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > largest:
                rule = f"the body must be at most {largest} bytes, got more"
                raise HTTPException(413, rule)
    except ClientDisconnect:
        raise HTTPException(400, "the body must arrive whole, got a part") from None
    return bytes(found)
