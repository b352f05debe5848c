"""Charts as PNG: their bytes, their size, and what their fonts cannot show."""

import io
import threading
from dataclasses import replace

import numpy as np
from matplotlib.image import imread

from app.briefs.blocks import Estimates, Stacks
from app.briefs.writers.pictures import picture

CHART = Estimates(("One", "难题 🪜 \x07"), (3.0, -1.0), (0.5, 0.25), "unit")
STACKS = Stacks("Level", ("1",), ("A", "B"), ("neutral", "bad"), ((0.5, 0.5),))


def points(chart):
    return imread(io.BytesIO(picture(chart)), format="png")


def test_the_same_numbers_give_the_same_bytes_in_any_thread():
    drawn = []

    def work():
        drawn.append(picture.__wrapped__(CHART))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(drawn)) == 1
    assert b"matplotlib" not in drawn[0]


def test_another_number_is_another_picture():
    other = replace(CHART, values=(3.0, -1.1))

    assert points(CHART).shape == points(other).shape
    assert (points(CHART) != points(other)).any()


def test_tones_that_are_alike_in_gray_are_told_apart_by_stripes():
    gray = points(STACKS)[..., :3] @ [0.299, 0.587, 0.114]
    tall, wide = gray.shape
    bar = gray[: int(0.85 * tall), wide // 2]
    dark = np.flatnonzero(bar < 0.8)
    upper, lower = np.array_split(bar[dark[0] : dark[-1]], 2)

    assert (upper > 0.8).mean() > 2 * (lower > 0.8).mean() + 0.02
