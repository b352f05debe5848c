"""Errors are of the built-in kinds that the command line tells in one line."""

import inspect

from app.workshops import errors


def test_the_command_line_tells_every_error_in_one_line():
    own = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    assert len(own) == 7
    assert all(issubclass(kind, ValueError | OSError) for kind in own)
