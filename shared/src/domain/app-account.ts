/** An account inside the external app, matched to a member or not. */
import * as v from 'valibot';
import { Id, Instant, Name, Username } from './text.ts';

const Roles = v.record(Id, v.literal(true));

/**
 * What managers want of the account itself. What its teams give comes on top: an account that is `gone` here, but has
 * teams, is wanted all the same (see `isWanted`).
 */
export const Desired = v.strictObject({
  presence: v.picklist(['present', 'gone']),
  roles: Roles,
  exempted: v.boolean(),
  protected: v.boolean(),
  /** The failure, expiry or removal that is to be tried again, by its time; null: none. */
  retry: v.nullable(Instant),
});
export type Desired = v.InferOutput<typeof Desired>;

/** Gone from the app, and who took it out. */
export const Removed = v.strictObject({ presence: v.literal('removed'), by: v.picklist(['latchkey', 'identity-provider', 'app']), at: Instant });

/** What the app last said the account is. Roles are those of the account itself, without what its teams give. */
export const Reported = v.variant('presence', [
  v.strictObject({ presence: v.literal('unknown') }),
  v.strictObject({ presence: v.literal('invited'), expiresAt: Instant }),
  v.strictObject({ presence: v.literal('accepted') }),
  v.strictObject({ presence: v.literal('unclaimed'), roles: Roles }),
  v.strictObject({ presence: v.literal('present'), roles: Roles, protected: v.boolean() }),
  Removed,
]);
export type Reported = v.InferOutput<typeof Reported>;

/** What is asked of the app, is being done, or did not work. */
export const Operation = v.strictObject({
  kind: v.picklist(['invite', 'update', 'deprovision', 'sync']),
  state: v.picklist(['queued', 'running', 'failed']),
  reason: v.nullable(Name),
  at: Instant,
  nextAttemptAt: v.nullable(Instant),
});
export type Operation = v.InferOutput<typeof Operation>;

export const AppAccount = v.strictObject({
  environment: Id,
  integration: Id,
  username: Username,
  member: v.nullable(Id),
  /** App team id → true: the teams through which access also comes. */
  teams: v.record(Id, v.literal(true)),
  desired: Desired,
  reported: Reported,
  operation: v.nullable(Operation),
  assets: v.array(Name),
});
export type AppAccount = v.InferOutput<typeof AppAccount>;

export const AppAccountStatus = v.strictObject({ lastUsedAt: v.nullable(Instant) });
export type AppAccountStatus = v.InferOutput<typeof AppAccountStatus>;
