import type { HotWord } from '../../../engine/speech/types.ts';
import type { Vocabulary } from '../../../registry/vocabularies/vocabulary.ts';
import type { Attachment } from '../../../tasks/types.ts';

/** Words that are reported where they are said. */
export type KeywordLibrary = Pick<Vocabulary, 'id' | 'name' | 'words'>;

/** What a call said besides its settings that may be personal: it is kept with the audio, and as long. */
export interface PrivatePart {
  readonly hotWords: readonly HotWord[];
  readonly libraries: readonly KeywordLibrary[];
}

export const encodePrivatePart = (part: PrivatePart): Uint8Array => Buffer.from(JSON.stringify(part));

export const decodePrivatePart = (content: Uint8Array): PrivatePart =>
  JSON.parse(Buffer.from(content).toString()) as PrivatePart;

/** Where audio is to be fetched from. A URL may carry a signature, and goes as soon as the audio is here. */
export const URL_NAME = 'url';

export const attachedUrl = (url: string): Attachment => ({
  ...{ name: URL_NAME, group: URL_NAME, content: Buffer.from(url) },
});
