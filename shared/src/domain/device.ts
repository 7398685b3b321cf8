/** A browser in which a member signed in. Shows in that member's `me` document. */
import * as v from 'valibot';
import { Id, Instant, Name } from './text.ts';

export const Device = v.strictObject({ workspace: Id, member: Id, name: Name, firstSeenAt: Instant, lastSeenAt: Instant });
export type Device = v.InferOutput<typeof Device>;
