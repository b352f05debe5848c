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


@pytest.mark.parametrize("host", ["a..b", "192.0.2.1"])
def test_a_host_that_is_not_this_machine_is_refused_by_its_name(host):
    rule = r"^--host must be a name or an address of this machine: .+, got "
    with pytest.raises(ValueError, match=rule + f"'{host}'$"):
        _bind(host, 0)


def test_a_host_that_nobody_knows_is_refused_by_its_name(monkeypatch):
    def bind(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(ValueError, match=r"^--host must be .+not known, got 'nohost'$"):
        _bind("nohost", 0)


def test_a_port_that_is_taken_is_told_as_the_port():
    with _bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ValueError, match=rf"^--port must be free on .+got {port}$"):
            _bind("127.0.0.1", port)
