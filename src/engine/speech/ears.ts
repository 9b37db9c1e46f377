import { createMoonshine, type Moonshine } from './moonshine.ts';
import { createVoiceActivity, type VoiceActivity } from './voice-activity.ts';

/** The networks of listening, which all ways of listening in a worker share. */
export interface Ears {
  readonly voiceActivity: VoiceActivity;
  readonly moonshine: Moonshine;
}

/** Loads about 65 MB of models. */
export const createEars = async (): Promise<Ears> => ({
  voiceActivity: await createVoiceActivity(),
  moonshine: await createMoonshine(),
});
