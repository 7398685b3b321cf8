/** What a 401 means for what is kept here (OUT-8, OUT-11). */
import { FinalProblem } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';

export type Refusal =
  | { readonly kind: FinalProblem['fate']; readonly user: string }
  /** The cookie ran out, was lost, or was never there. */
  | { readonly kind: 'unrecognised' };

/** Null for anything but a 401 of our own: portals ask for a sign-in with one of theirs, ours is a problem document (RFC 9457). */
export function refusalOf(response: Response, body: unknown): Refusal | null {
  if (response.status !== 401 || !(response.headers.get('content-type') ?? '').includes('problem+json')) return null;
  const final = v.safeParse(FinalProblem, body);
  return final.success ? { kind: final.output.fate, user: final.output.user } : { kind: 'unrecognised' };
}

/** What it means for one user: the end of somebody else's sign-in leaves theirs lost at the most (CASE-46). */
export const refusalFor = (user: string, refusal: Refusal): Refusal['kind'] =>
  refusal.kind !== 'unrecognised' && refusal.user === user ? refusal.kind : 'unrecognised';
