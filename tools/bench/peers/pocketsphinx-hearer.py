"""PocketSphinx with the English model of its package and its own endpointer, which is how its command hears files."""

import io
import wave

from pocketsphinx import Decoder, Segmenter
from serve import serve

RATE = 16000
decoder = Decoder(samprate=RATE, loglevel="FATAL")


def hear(path):
    with wave.open(path, "r") as sound:
        samples = sound.readframes(sound.getnframes())
    segmenter = Segmenter(sample_rate=RATE)
    # Only a piece shorter than a frame tells it that the sound is over; without one, what was said last is lost.
    if len(samples) % segmenter.frame_bytes == 0:
        samples += bytes(2)
    texts = []
    for segment in segmenter.segment(io.BytesIO(samples)):
        decoder.start_utt()
        decoder.process_raw(segment.pcm, full_utt=True)
        decoder.end_utt()
        if decoder.hyp() is not None:
            texts.append(decoder.hyp().hypstr)
    return texts


serve(hear, lambda text: {"text": text})
