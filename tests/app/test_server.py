"""The socket on which the server listens."""

import asyncio
import socket

import pytest

from app.server import _bind


async def accepted(listening: socket.socket) -> int:
    """Return whether what is accepted there sends small messages at once."""
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        plain = writer.get_extra_info("socket")
        told.set_result(plain.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(take, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        found = await told
        writer.close()
        await writer.wait_closed()
    return found


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_small_messages_do_not_wait_for_each_other(host):
    try:
        listening = _bind(host, 0)
    except ValueError:
        pytest.skip(f"{host} is no address of this machine")

    assert asyncio.run(accepted(listening))


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_is_none_is_refused_in_one_line(port):
    with pytest.raises(ValueError, match=r"--port must be free on 127\.0\.0\.1"):
        _bind("127.0.0.1", port)
