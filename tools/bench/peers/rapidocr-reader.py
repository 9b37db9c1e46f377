"""RapidOCR as it comes: the networks of its wheel, its own settings; only the number of threads is set."""

import sys

import cv2
from rapidocr import RapidOCR
from serve import serve, upright

threads = int(sys.argv[1])
cv2.setNumThreads(threads)
engine = RapidOCR(
    params={
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "error",
    }
)


def read(path):
    result = engine(path)
    if result.txts is None:
        return []
    return [(text, upright(box)) for text, box in zip(result.txts, result.boxes)]


serve(read)
