/** API keys: kept as a hash, acting as an actor. */
import { createHash } from 'node:crypto';
import { ApiKey, type NewApiKey } from '@latchkey/shared/protocol/api-keys';
import { Id } from '@latchkey/shared/domain/text';
import type { Actor } from '@latchkey/shared/permissions';
import * as v from 'valibot';
import type { Reader } from '../store/store.ts';

const { name, access, hint, createdAt, createdBy } = ApiKey.entries;
/** What is kept of a key: nothing from which it could be had. */
export const StoredApiKey = v.strictObject({ workspace: Id, name, access, hint, createdAt, createdBy });
export type StoredApiKey = v.InferOutput<typeof StoredApiKey>;

const PREFIX = 'lk_';

/** 256 random bits, so that a plain hash is as good as a slow one. */
export const newSecret = (random: (bytes: number) => Buffer): string => PREFIX + random(32).toString('base64url');

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const apiKeyRecord = (
  workspace: string,
  { name, access }: NewApiKey,
  secret: string,
  made: { readonly at: string; readonly by: string },
): StoredApiKey => ({ workspace, name, access, hint: secret.slice(-4), createdAt: made.at, createdBy: made.by });

/** Who writes with a key. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  readonly actor: Actor;
}

/** The holder of the key in an `Authorization` header, or null. */
export async function keyHolderOf(reader: Reader, authorization: string | undefined): Promise<KeyHolder | null> {
  const secret = /^Bearer (lk_[\w-]{43})$/i.exec(authorization ?? '')?.[1];
  if (secret === undefined) return null;
  const found = await reader.apiKeyByHash(hashOfSecret(secret));
  if (found === undefined) return null;
  const { workspace, name, access } = v.parse(StoredApiKey, found.record);
  const environments = access.level === 'none' ? access.environments : {};
  return { id: found.id, name, actor: { member: null, workspace, level: access.level, environments, integrations: {}, runs: {}, enabled: true } };
}
