import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { FoundFace } from '../face-peers.ts';
import { serve } from './serve.ts';

interface Tensor {
  dispose(): void;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Described {
  readonly detection: { readonly box: Area };
  readonly descriptor: Float32Array;
}

interface Net {
  loadFromDisk(folder: string): Promise<void>;
}

/** What is used of `@vladmandic/face-api`, in its build for the WebAssembly backend of TensorFlow.js. */
interface Package {
  readonly tf: {
    setBackend(name: string): Promise<boolean>;
    ready(): Promise<void>;
    tensor3d(values: Uint8Array, shape: readonly number[], type: 'int32'): Tensor;
  };
  readonly nets: Readonly<Record<'tinyFaceDetector' | 'faceLandmark68Net' | 'faceRecognitionNet', Net>>;
  readonly TinyFaceDetectorOptions: new () => object;
  detectAllFaces(
    input: Tensor,
    options: object,
  ): Promise<readonly { readonly box: Area }[]> & {
    withFaceLandmarks(): { withFaceDescriptors(): Promise<readonly Described[]> };
  };
  detectSingleFace(
    input: Tensor,
    options: object,
  ): { withFaceLandmarks(): { withFaceDescriptor(): Promise<Described | undefined> } };
}

/** What is used of its backend. */
interface Backend {
  setWasmPaths(folder: string): void;
  setThreadsCount(threads: number): void;
}

const [place = '', task] = process.argv.slice(2);
const require = createRequire(join(place, 'package.json'));
const home = dirname(require.resolve('@vladmandic/face-api/package.json'));
const backend = require('@tensorflow/tfjs-backend-wasm') as Backend;
backend.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
backend.setThreadsCount(1);
const faces = require(join(home, 'dist', 'face-api.node-wasm.js')) as Package;
await faces.tf.setBackend('wasm');
await faces.tf.ready();
// Its other detector takes four times as long for a picture.
const { tinyFaceDetector, faceLandmark68Net, faceRecognitionNet } = faces.nets;
const nets = [tinyFaceDetector, ...(task === 'largest' ? [faceLandmark68Net, faceRecognitionNet] : [])];
for (const net of nets) await net.loadFromDisk(join(home, 'model'));
const options = new faces.TinyFaceDetectorOptions();

const boxOf = ({ x, y, width, height }: Area): FoundFace['box'] => [x, y, width, height];

await serve<FoundFace>(async (path) => {
  const { data, info } = await sharp(path)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = faces.tf.tensor3d(data, [info.height, info.width, 3], 'int32');
  try {
    if (task === 'every')
      return (await faces.detectAllFaces(picture, options)).map(({ box }) => ({ box: boxOf(box) }));
    // It takes the surest face for a single one, and not the largest.
    const found = await faces.detectSingleFace(picture, options).withFaceLandmarks().withFaceDescriptor();
    return found ? [{ box: boxOf(found.detection.box), embedding: [...found.descriptor] }] : [];
  } finally {
    picture.dispose();
  }
});
