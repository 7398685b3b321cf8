/** What a remote said, as records take it (CASE-53): what does not fit would keep them from being read ever after. Pure. */
import { Reported } from '@latchkey/shared/domain/app-account';
import { Id, Instant, Name, Username } from '@latchkey/shared/domain/text';
import * as v from 'valibot';
import type { FoundAccount, FoundTeam, Outcome, UnreadAccount } from './connector.ts';

/** As long as a name may be (`domain/text.ts`). */
const LONGEST = 200;

/** What a check may find: an account that is there. */
const There = v.pipe(
  Reported,
  v.check(({ presence }) => presence !== 'unknown' && presence !== 'removed'),
  v.transform((reported) => reported as FoundAccount['reported']),
);
const Found = v.object({ username: Username, reported: There, assets: v.array(Name), lastUsedAt: v.nullable(Instant) });
const Team = v.object({ name: Name, role: v.nullable(Id) });
const UNREADABLE = 'What the app says of this account can not be read.';

/** On one line, well-formed, and no longer than a record takes. */
export function sentenceOf(said: string): string {
  const line = said.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
  return cut === '' ? 'The app gives no reason.' : cut.toWellFormed();
}

const Retry = v.fallback(v.nullable(Instant), null);

/** @param schema what a record takes of the result; absent where it takes nothing of it */
export function heard<T>(outcome: Outcome<T>, schema?: v.GenericSchema<unknown, T>): Outcome<T> {
  if (outcome.kind === 'failed') return { kind: 'failed', reason: sentenceOf(outcome.reason), retryAt: v.parse(Retry, outcome.retryAt) };
  if (schema === undefined) return outcome;
  const read = v.safeParse(schema, outcome.result);
  return read.success ? { kind: 'done', result: read.output } : { kind: 'failed', reason: UNREADABLE, retryAt: null };
}

/** Null where not even its name can be kept. */
export function foundAccount(each: FoundAccount | UnreadAccount): FoundAccount | UnreadAccount | null {
  const { username } = each;
  if (!v.is(Username, username)) return null;
  if ('failed' in each) return { username, failed: sentenceOf(each.failed) };
  const read = v.safeParse(Found, each);
  return read.success ? read.output : { username, failed: UNREADABLE };
}

/** Null where its name, or its role, can not be kept. */
export function foundTeam(each: FoundTeam): FoundTeam | null {
  const read = v.safeParse(Team, each);
  return read.success ? read.output : null;
}
