/** An end user of the customer's own product who connected integrations through it. */
import * as v from 'valibot';
import { Email, Id, Instant, Name } from './text.ts';

export const ConnectedUser = v.strictObject({
  environment: Id,
  /** The customer's own key, unique in the environment ('ERC' is another word for it). */
  externalId: Id,
  name: v.nullable(Name),
  email: v.nullable(Email),
  account: v.nullable(Id),
  enabled: v.boolean(),
  createdAt: Instant,
});
export type ConnectedUser = v.InferOutput<typeof ConnectedUser>;

/** What the server reports often, beside the record (DESIGN §4). */
export const ConnectedUserStatus = v.strictObject({ lastSeenAt: v.nullable(Instant) });
export type ConnectedUserStatus = v.InferOutput<typeof ConnectedUserStatus>;
