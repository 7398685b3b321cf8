/** API keys of a workspace, under `/api/workspaces/{workspace}/api-keys`. A key carries a level and acts as one (PRODUCT). */
import * as v from 'valibot';
import { ScopedLevel } from '../domain/levels.ts';
import { NewName } from '../domain/new-name.ts';
import { Id, Instant, Name } from '../domain/text.ts';

/** What a key may do: all that an administrator may, or what its levels in single environments give. */
export const KeyAccess = v.variant('level', [
  v.strictObject({ level: v.literal('administrator') }),
  v.strictObject({ level: v.literal('none'), environments: v.record(Id, ScopedLevel) }),
]);
export type KeyAccess = v.InferOutput<typeof KeyAccess>;

/** `POST`: a new key. */
export const NewApiKey = v.strictObject({ name: NewName, access: KeyAccess });
export type NewApiKey = v.InferOutput<typeof NewApiKey>;

/** A key as it is listed: never with its secret. `hint` is its last four characters. */
export const ApiKey = v.object({ id: Id, name: Name, access: KeyAccess, hint: v.string(), createdAt: Instant, createdBy: Name });
export type ApiKey = v.InferOutput<typeof ApiKey>;

/** The answer to `POST`: the only time that the secret is shown. */
export const MadeApiKey = v.object({ ...ApiKey.entries, secret: v.string() });
export type MadeApiKey = v.InferOutput<typeof MadeApiKey>;
