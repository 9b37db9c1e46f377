"""faster-whisper as it comes, with 8-bit weights as its README advises for processors; English is told, for all others know it, too."""

import sys

from faster_whisper import WhisperModel
from serve import serve

folder, pieces, threads = sys.argv[1:]
model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=int(threads), num_workers=1, local_files_only=True)


def hear(path):
    segments, _ = model.transcribe(path, language="en", vad_filter=pieces == "spoken")
    return [segment.text.strip() for segment in segments]


serve(hear, lambda text: {"text": text})
