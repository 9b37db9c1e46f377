/** Something that nobody else on the folder does as long as it is held. */
export interface Claim {
  release(): Promise<void>;
}
