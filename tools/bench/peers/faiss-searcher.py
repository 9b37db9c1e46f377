"""A flat binary index of FAISS on one thread: the number of codes, and of searches; times of searches as JSON."""

import json
import sys
import time

import faiss
import numpy

BITS = 2048
LIMIT = 10
WARM_UP = 2

size, searches = (int(arg) for arg in sys.argv[1:])
faiss.omp_set_num_threads(1)
random = numpy.random.default_rng(1)
index = faiss.IndexBinaryFlat(BITS)
for first in range(0, size, 50_000):
    index.add(random.integers(0, 256, (min(50_000, size - first), BITS // 8), numpy.uint8))

seconds, cpu_seconds = [], []
for turn in range(searches + WARM_UP):
    query = random.integers(0, 256, (1, BITS // 8), numpy.uint8)
    start, used = time.perf_counter(), time.process_time()
    index.search(query, LIMIT)
    if turn >= WARM_UP:
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - used)
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds}))
