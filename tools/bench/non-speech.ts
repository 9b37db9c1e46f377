import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';

const SECONDS = 30;

/** Sounds in which nobody says anything, half a minute each, the same in every run. */
export const nonSpeech = (): Map<string, Float32Array> =>
  new Map([
    ['silence', new Float32Array(SECONDS * SPEECH_RATE)],
    ['mains hum', synthesise((t) => 0.05 * (tone(50, t) + tone(100, t) / 2 + tone(150, t) / 4))],
    ['white noise', whiteNoise(0.1)],
    ['pink noise', pinkNoise(0.1)],
    ['a melody', synthesise(melody)],
    ['chords', synthesise(chords)],
    ['a dial tone', synthesise((t) => 0.1 * (tone(350, t) + tone(440, t)))],
    ['a ringing telephone', synthesise((t) => (t % 6 < 2 ? 0.1 * (tone(440, t) + tone(480, t)) : 0))],
    ['drums', drums()],
  ]);

const tone = (hertz: number, t: number): number => Math.sin(2 * Math.PI * hertz * t);

const synthesise = (value: (t: number) => number): Float32Array =>
  Float32Array.from({ length: SECONDS * SPEECH_RATE }, (_, i) => value(i / SPEECH_RATE));

const NOTES = [262, 294, 330, 349, 392, 440, 494, 523];

/** A plucked note of three harmonics each 0.4 s. */
function melody(t: number): number {
  const note = NOTES[Math.floor(t / 0.4 + (t / 3.1) ** 2) % NOTES.length]!;
  const fading = Math.exp(-4 * (t % 0.4));
  return 0.2 * fading * (tone(note, t) + tone(2 * note, t) / 2 + tone(3 * note, t) / 4);
}

/** Three voices with vibrato, a chord each 2 s. */
function chords(t: number): number {
  const root = NOTES[Math.floor(t / 2) % 5]! / 2;
  const vibrato = 1 + 0.004 * tone(5, t);
  return (
    0.08 *
    [1, 1.26, 1.5].reduce((sum, interval) => {
      const hertz = root * interval * vibrato;
      return sum + tone(hertz, t) + tone(2 * hertz, t) / 2 + tone(4 * hertz, t) / 4;
    }, 0)
  );
}

/** Lehmer's generator, -1..1. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}

function whiteNoise(level: number): Float32Array {
  const random = randomNumbers();
  return synthesise(() => level * random());
}

/** White noise through three one-pole filters, an octave or three apart. */
function pinkNoise(level: number): Float32Array {
  const random = randomNumbers();
  const poles = [0.997, 0.963, 0.57];
  const states = [0, 0, 0];
  return synthesise(() => {
    const white = random();
    poles.forEach((pole, i) => (states[i] = pole * states[i]! + (1 - pole) * white * 6));
    return (level * (states[0]! + states[1]! + states[2]!)) / 3;
  });
}

/** Bursts of noise that fade, twice a second. */
function drums(): Float32Array {
  const random = randomNumbers();
  return synthesise((t) => 0.5 * Math.exp(-30 * (t % 0.5)) * random());
}
