/** The requests between the app and the server, beside the socket. Paths are under `/api`. */
import * as v from 'valibot';
import { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import { RunRights } from '../domain/member.ts';
import { Verdict } from './verdict.ts';

/** Raised when a client of an older version can no longer talk to the server. */
export const PROTOCOL = 1;

/**
 * `GET /api/pulse`: is this our server, is the session still good? 401 when signed out or disabled (see {@link FinalProblem}).
 * `rights` changes whenever what the member may do changed; the client then asks for its session again.
 */
export const Pulse = v.object({
  app: v.literal('latchkey'),
  protocol: v.number(),
  /** Milliseconds since 1970 on the server. */
  now: v.number(),
  rights: v.string(),
});
export type Pulse = v.InferOutput<typeof Pulse>;

/** `GET /api/session`: who is signed in, and all that the shell needs to start offline. */
export const Session = v.object({
  user: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  /** The id of this sign-in, which is not what proves it. */
  signIn: v.string(),
  rights: v.string(),
  workspaces: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      /** Whether managers and monitors may invite members. */
      membersMayInvite: v.boolean(),
      /** OUT-10. */
      silentDays: v.number(),
      /** The signed-in person as a member here: the actor of `can`. */
      member: v.object({
        id: v.string(),
        level: WorkspaceLevel,
        environments: v.record(v.string(), ScopedLevel),
        integrations: v.record(v.string(), ScopedLevel),
        runs: v.record(v.string(), RunRights),
        enabled: v.boolean(),
      }),
      /**
       * The environments of which the member may read anything, in the workspace's order, each with exactly the documents
       * that they may read there (`document/placement.ts` tells what a name says); the environment's own is named for its
       * id, and is not among them where only single integrations may be read.
       */
      environments: v.array(
        v.object({
          ...{ id: v.string(), name: v.string(), isProduction: v.boolean(), documents: v.array(v.string()) },
          /** Those of the documents that were found damaged and are not served (DOC-7). Absent: none. */
          damaged: v.optional(v.array(v.string())),
        }),
      ),
      /** The member's own document. */
      own: v.string(),
    }),
  ),
});
export type Session = v.InferOutput<typeof Session>;

/** `POST /api/edits`: a batch of one device, in its order. Each edit is judged alone (EDIT-4). */
export const EditBatch = v.strictObject({ device: v.string(), edits: v.array(v.unknown()) });
/**
 * A header of `POST /api/edits`: the id of the user whose edits these are. Where somebody else is signed in by then,
 * the answer is 401 and nothing is judged (CASE-46): in a browser the cookie changes under an outbox.
 */
export const AUTHOR_HEADER = 'latchkey-user';
export const EditBatchReply = v.object({ verdicts: v.array(Verdict) });
export type EditBatchReply = v.InferOutput<typeof EditBatchReply>;

/** RFC 9457. `errors` names fields where there are any. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ field: v.string(), message: v.string() }))),
});
export type Problem = v.InferOutput<typeof Problem>;

/**
 * A header: the id of the sign-in under which a device got what it keeps. By that it learns that it is to be wiped also
 * when its cookie is gone (OUT-11).
 */
export const SIGN_IN_HEADER = 'latchkey-sign-in';

/**
 * A 401 that says what becomes of what a device keeps for `user` (OUT-8, OUT-11): their sign-in was ended from another
 * device, the device is to be wiped, or they have no access any more. Any other 401 only asks for a sign-in.
 */
export const FinalProblem = v.object({ fate: v.picklist(['ended', 'wiped', 'revoked']), user: v.string() });
export type FinalProblem = v.InferOutput<typeof FinalProblem>;

/** `GET /api/set-up`: whether the first owner is still to be made; in sample mode, who can sign in. */
export const SetUp = v.object({
  needed: v.boolean(),
  sample: v.nullable(v.array(v.object({ name: v.string(), email: v.string(), password: v.string(), level: v.string() }))),
});
export type SetUp = v.InferOutput<typeof SetUp>;

/** `POST /api/environments/{environment}/connected-users/import?dryRun=true`, a CSV body. All or nothing (FILE-1). */
export const ImportReport = v.object({
  dryRun: v.boolean(),
  /** Whether it was (or, in a dry run, would be) carried out: only where no row is wrong. */
  accepted: v.boolean(),
  rows: v.number(),
  created: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  /** At most 1,000 of them; `wrong` counts all. `row` counts from 1, the header being row 1. */
  wrong: v.number(),
  errors: v.array(v.object({ row: v.number(), field: v.string(), message: v.string() })),
});
export type ImportReport = v.InferOutput<typeof ImportReport>;
