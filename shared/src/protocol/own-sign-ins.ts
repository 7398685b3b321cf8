/**
 * Where one is or was signed in. `GET /api/me/sign-ins`: the list, the good ones first, each the latest used first.
 * `DELETE /api/me/sign-ins/{id}`: ends one, 204 (OUT-8). `POST /api/me/sign-ins/{id}/wipe`: has everything removed that
 * its device keeps, 204 (OUT-11).
 */
import * as v from 'valibot';

export const OwnSignIn = v.object({
  id: v.string(),
  /** What its browser is called; null where it does not say. */
  device: v.nullable(v.string()),
  since: v.string(),
  /** To an hour. */
  lastUsedAt: v.string(),
  /** Whether it is the one that asks. */
  here: v.boolean(),
  state: v.variant('kind', [
    v.object({ kind: v.literal('good') }),
    /** Ended, from elsewhere or by time: its device may still keep something. */
    v.object({ kind: v.picklist(['signed-out', 'ran-out']) }),
    /** To be wiped at the device's next contact. */
    v.object({ kind: v.literal('waits'), askedAt: v.string() }),
    /** The device has said that it removed everything. */
    v.object({ kind: v.literal('wiped'), at: v.string() }),
  ]),
});
export type OwnSignIn = v.InferOutput<typeof OwnSignIn>;

export const OwnSignIns = v.object({ signIns: v.array(OwnSignIn) });
export type OwnSignIns = v.InferOutput<typeof OwnSignIns>;

/** `POST /api/gone`, 204, by a device that nobody is signed in on any more: what this sign-in left there has been removed. */
export const Gone = v.strictObject({ signIn: v.pipe(v.string('must be text'), v.maxLength(100, 'must be at most 100 characters long')) });
