/* global navigator, document, Blob, setTimeout */

/** Longest side of what is sent, pixels. */
const LONGEST_SIDE = { face: 720, document: 1920 };
const QUALITY = { face: 0.85, document: 0.92 };

/** Opens the camera that looks at the person (`user`) or away (`environment`). Throws where there is none, or it is refused. */
export async function openCamera(video, facing) {
  const width = { ideal: facing === 'user' ? 1280 : 1920 };
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: facing, width },
    audio: false,
  });
  video.srcObject = stream;
  await video.play();
  return () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

/** What the camera shows now, as a JPEG. */
export function takePicture(video, kind) {
  const scale = Math.min(1, LONGEST_SIDE[kind] / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture'))),
      'image/jpeg',
      QUALITY[kind],
    );
  });
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A slow device takes on until it has so many: what shows fewer is too short to be judged. */
const FEWEST_FRAMES = 8;

/** Pictures one after the other for so many milliseconds: JPEG files in one. */
export async function takeFrames(video, durationMs, gapMs) {
  const frames = [];
  const start = performance.now();
  while (performance.now() - start < durationMs || frames.length < FEWEST_FRAMES) {
    const at = performance.now();
    frames.push(await takePicture(video, 'face'));
    await wait(Math.max(0, gapMs - (performance.now() - at)));
  }
  return frames;
}

export const joined = (frames) => new Blob(frames, { type: 'video/x-motion-jpeg' });
