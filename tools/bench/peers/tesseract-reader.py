"""The system's Tesseract through its C interface: loaded once, as the others are, with the settings of its command."""

import ctypes
import ctypes.util

from serve import serve

AUTOMATIC_LAYOUT = 3  # what the command uses; the library's own default takes the page for one block
WORD_LEVEL = "5"


def library(name):
    found = ctypes.util.find_library(name)
    if found is None:
        raise SystemExit(f"the library {name} is not installed")
    return ctypes.CDLL(found)


tesseract = library("tesseract")
try:
    leptonica = library("lept")
except SystemExit:
    leptonica = library("leptonica")
pointer = ctypes.c_void_p
leptonica.pixRead.restype = pointer
leptonica.pixDestroy.argtypes = [ctypes.POINTER(pointer)]
tesseract.TessBaseAPICreate.restype = pointer
tesseract.TessBaseAPIInit3.argtypes = [pointer, ctypes.c_char_p, ctypes.c_char_p]
tesseract.TessBaseAPISetPageSegMode.argtypes = [pointer, ctypes.c_int]
tesseract.TessBaseAPISetImage2.argtypes = [pointer, pointer]
tesseract.TessBaseAPIGetTsvText.argtypes = [pointer, ctypes.c_int]
tesseract.TessBaseAPIGetTsvText.restype = pointer
tesseract.TessDeleteText.argtypes = [pointer]
tesseract.TessBaseAPIClear.argtypes = [pointer]

api = tesseract.TessBaseAPICreate()
if tesseract.TessBaseAPIInit3(api, None, b"eng") != 0:
    raise SystemExit("Tesseract's English data is not installed")


def read(path):
    image = pointer(leptonica.pixRead(path.encode()))
    if not image:
        raise ValueError("not an image")
    try:
        tesseract.TessBaseAPISetPageSegMode(api, AUTOMATIC_LAYOUT)
        tesseract.TessBaseAPISetImage2(api, image)
        text = tesseract.TessBaseAPIGetTsvText(api, 0)
        try:
            return lines(ctypes.string_at(text).decode())
        finally:
            tesseract.TessDeleteText(text)
    finally:
        tesseract.TessBaseAPIClear(api)
        leptonica.pixDestroy(ctypes.byref(image))


def lines(table):
    """Lines of text from the table of words."""
    found = {}
    for row in table.splitlines():
        level, page, block, paragraph, line, _, left, top, width, height, _, text = row.split("\t")
        if level == WORD_LEVEL and text.strip():
            x, y = int(left), int(top)
            words = found.setdefault((page, block, paragraph, line), [])
            words.append((text, [x, y, x + int(width), y + int(height)]))
    return [(" ".join(text for text, _ in words), around([box for _, box in words])) for words in found.values()]


def around(boxes):
    left, top, right, bottom = zip(*boxes)
    return [min(left), min(top), max(right), max(bottom)]


serve(read)
