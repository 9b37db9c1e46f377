"""The loop of a reader that runs in a Python process of its own: a path a line on standard input, JSON a line on standard output."""

import json
import os
import sys
import time


def boxed(found):
    """As text in pictures is described: (text, [x0, y0, x1, y1])."""
    text, box = found
    return {"text": text, "box": box}


def serve(read, describe=boxed):
    """read(path) gives what was found, a list; it alone is timed. Whatever else the reader prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        start, used = time.perf_counter(), time.process_time()
        try:
            items = read(line.rstrip("\n"))
            answer = {
                "seconds": time.perf_counter() - start,
                "cpuSeconds": time.process_time() - used,
                "items": [describe(found) for found in items],
            }
        except Exception as error:
            answer = {"error": type(error).__name__}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def upright(points):
    """The upright box around points."""
    xs, ys = zip(*points)
    return [float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))]
