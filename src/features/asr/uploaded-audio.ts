import { z } from 'zod';
import type { AudioSource } from '../../engine/speech/types.ts';
import { ApiError } from '../errors.ts';
import { carries } from '../personal-data.ts';

/** Audio that came as the body of a request, and is in memory for as long as the call takes. */
export interface UploadedAudio extends AudioSource {
  /** Aborted when the caller has hung up. */
  readonly gone: AbortSignal;
}

const isUpload = (value: unknown): value is UploadedAudio =>
  typeof value === 'object' && value !== null && 'size' in value && 'read' in value && 'gone' in value;

export const uploadedAudio = carries('asr.audio', z.custom<UploadedAudio>(isUpload));

/** Runs what listens to it; a caller who hangs up frees whoever listens. @throws ApiError `FailedOperation.CallerGone` */
export async function whileWaitedFor<T>({ gone }: UploadedAudio, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw gone.aborted ? new ApiError('FailedOperation.CallerGone') : error;
  }
}
