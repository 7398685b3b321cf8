/** What an edit is called, in the three places where it is said. */
import type { EditRequest } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';

/** What setting an element to a value is called: `done` follows a subject, `did` precedes one, `again` is on a button. */
export interface Phrase {
  readonly done: string;
  readonly did: (subject: string) => string;
  readonly again: string;
}

/** What is said: the value that was set, or that stands, and what the arguments are called. */
export interface Said {
  readonly value: Value;
  readonly args: EditRequest['args'];
  /** What an id is called on this device, or `otherwise`: never the id. */
  readonly name: (id: Value | undefined, otherwise: string) => string;
}

export type Phrases = Readonly<Record<string, (said: Said) => Phrase>>;

export const phrase = (done: string, did: (subject: string) => string, again: string): Phrase => ({ done, did, again });
