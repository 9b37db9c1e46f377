import type { RecordingProgress } from '../engine/speech/types.ts';

/** A line that is overwritten, where somebody looks at a terminal. */
export interface ListeningLine {
  show(progress: RecordingProgress): void;
  clear(): void;
}

const BAR = 24;

/** `1:02:03`, or `4:05`. */
export const clockText = (seconds: number): string => {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

/** `[######..................] 25 %  5:00 heard, 1:30 remaining`. @param elapsedMs since it began */
export const listeningText = (
  { heardSeconds, share }: Pick<RecordingProgress, 'heardSeconds' | 'share'>,
  elapsedMs: number,
): string => {
  const full = Math.round(share * BAR);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
  const remaining = share > 0 ? clockText(((elapsedMs / 1000) * (1 - share)) / share) : '?';
  return `${bar} ${Math.floor(share * 100)} %  ${clockText(heardSeconds)} heard, ${remaining} remaining`;
};

/** @param terminal null: nobody looks */
export const listeningLine = (terminal: NodeJS.WriteStream | null): ListeningLine => {
  const started = performance.now();
  return {
    show: (progress) => void terminal?.write(listeningText(progress, performance.now() - started)),
    clear: () => void terminal?.write('\r\x1b[K'),
  };
};
