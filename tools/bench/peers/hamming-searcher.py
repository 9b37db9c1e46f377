"""Exact searches of binary codes on one thread by `usearch` or `simsimd`: the library, the number of codes, and of
searches; times of searches as JSON."""

import json
import sys
import time

import numpy

BITS = 2048
LIMIT = 10
WARM_UP = 2

library = sys.argv[1]
size, searches = (int(arg) for arg in sys.argv[2:])
random = numpy.random.default_rng(1)
codes = numpy.empty((size, BITS // 8), numpy.uint8)
for first in range(0, size, 50_000):
    part = codes[first : first + 50_000]
    part[:] = random.integers(0, 256, part.shape, numpy.uint8)

if library == "usearch":
    from usearch.index import MetricKind, search

    def nearest(query):
        return search(codes, query, LIMIT, MetricKind.Hamming, exact=True, threads=1).keys

else:
    import simsimd

    def nearest(query):
        distances = numpy.asarray(simsimd.cdist(query, codes, metric="hamming", dtype="bin8"))[0]
        return numpy.argpartition(distances, LIMIT)[:LIMIT]


# What is searched has to be the codes' bits: a code is its own nearest.
found = numpy.ravel(nearest(codes[size // 2 : size // 2 + 1]))
if size // 2 not in found:
    raise SystemExit(f"{library} does not find a code by itself")

seconds, cpu_seconds = [], []
for turn in range(searches + WARM_UP):
    query = random.integers(0, 256, (1, BITS // 8), numpy.uint8)
    start, used = time.perf_counter(), time.process_time()
    nearest(query)
    if turn >= WARM_UP:
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - used)
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds}))
