/**
 * Where one is signed in. `GET /api/me/sign-ins`: the list, the latest used first. `DELETE /api/me/sign-ins/{id}`: ends
 * one, 204; its device forgets all that it holds at its next contact (OUT-8).
 */
import * as v from 'valibot';

export const OwnSignIn = v.object({
  id: v.string(),
  /** What its browser is called; null where it does not say. */
  device: v.nullable(v.string()),
  since: v.string(),
  /** To a day. */
  lastUsedAt: v.string(),
  /** Whether it is the one that asks. */
  here: v.boolean(),
});
export type OwnSignIn = v.InferOutput<typeof OwnSignIn>;

export const OwnSignIns = v.object({ signIns: v.array(OwnSignIn) });
export type OwnSignIns = v.InferOutput<typeof OwnSignIns>;
