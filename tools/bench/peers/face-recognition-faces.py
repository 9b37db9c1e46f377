"""face_recognition as it comes: dlib's gradient detector with one doubling of the picture, five landmarks, its residual network."""

import sys

import face_recognition
from serve import serve

task = sys.argv[1]


def described(found):
    """(top, right, bottom, left) of a face, and its embedding when that was asked for."""
    (top, right, bottom, left), embedding = found
    face = {"box": [left, top, right - left, bottom - top]}
    return face if embedding is None else {**face, "embedding": embedding.tolist()}


def area(box):
    top, right, bottom, left = box
    return (bottom - top) * (right - left)


def find(path):
    picture = face_recognition.load_image_file(path)
    boxes = face_recognition.face_locations(picture)
    if task == "every" or not boxes:
        return [(box, None) for box in boxes]
    largest = max(boxes, key=area)
    (embedding,) = face_recognition.face_encodings(picture, [largest], model="small")
    return [(largest, embedding)]


serve(find, described)
