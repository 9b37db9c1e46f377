import { broughtRecognisers, type BroughtRecogniser } from './brought/sherpa.ts';
import type { BroughtModel } from './brought/types.ts';
import { createMoonshine, type Moonshine } from './moonshine.ts';
import { createVoiceActivity, type VoiceActivity } from './voice-activity.ts';

/** The networks of listening, which all ways of listening in a worker share. */
export interface Ears {
  readonly voiceActivity: VoiceActivity;
  readonly moonshine: Moonshine;
  /** A recogniser that the deployment brought; loaded when it is first asked for. @throws BroughtModelError */
  readonly brought: (model: BroughtModel) => Promise<BroughtRecogniser>;
}

/** Loads about 65 MB of models. */
export const createEars = async (): Promise<Ears> => ({
  voiceActivity: await createVoiceActivity(),
  moonshine: await createMoonshine(),
  brought: broughtRecognisers(),
});
