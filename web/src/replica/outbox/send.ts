/**
 * Sends one batch of the outbox. Both the replica and a service worker's background sync do this, so it needs
 * only the user's database; a lock keeps them from doing it at once (OUT-4).
 */
import { parseEdit } from '@latchkey/shared/edits/parse';
import { AUTHOR_HEADER, EditBatchReply, Problem } from '@latchkey/shared/protocol/http';
import { limits } from '@latchkey/shared/protocol/limits';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import * as v from 'valibot';
import type { EditEvent } from '../client.ts';
import { sendingLock } from '../storage/names.ts';
import type { OutboxRow } from '../storage/user-schema.ts';
import type { UserDatabase } from '../storage/user-store.ts';

/** Longer than the desk takes for a full batch on a busy server. */
const ANSWER_DEADLINE = 30_000;

export type Failure =
  | { readonly kind: 'unreachable' }
  /** 429, 503: the server asks for patience, in milliseconds where it says how much. */
  | { readonly kind: 'busy'; readonly retryAfter: number | null }
  /** Nobody is signed in, or somebody else (CASE-46): the pulse tells which. */
  | { readonly kind: 'signed-out' }
  /** The server will not take this batch, whenever it is sent. */
  | { readonly kind: 'rejected'; readonly message: string };

export type Round =
  | { readonly kind: 'empty' }
  | { readonly kind: 'answered'; readonly events: readonly EditEvent[] }
  | { readonly kind: 'unanswered'; readonly failure: Failure };

export interface SendOptions {
  readonly user: string;
  readonly fetch: typeof fetch;
  readonly locks: Pick<LockManager, 'request'>;
  /** Edits at the most: less than the limit after the server rejected a batch, to find the one at fault. */
  readonly size: number;
  /** Told which edits are on their way. */
  readonly sending: (edits: readonly string[]) => void;
  /** Stops waiting for the other sender and for the answer; the batch then goes again, as after any lost answer. */
  readonly signal?: AbortSignal;
}

type Keyed = { readonly sequence: number; readonly row: OutboxRow };

/** Does something with the database, as in {@link import('../storage/user-store.ts').UserStore.run}. */
export type Access = <T>(what: string, work: (database: UserDatabase) => Promise<T>) => Promise<T>;

/**
 * Sends the batch that got no answer, or the next one, and stores what became of it before resolving.
 * @throws what the database throws, or the reason of `signal` while another sends; the batch then goes again, and
 * the desk knows each edit by its id
 */
export function sendRound(access: Access, options: SendOptions): Promise<Round> {
  const settled = (batch: readonly Keyed[], verdicts: readonly Verdict[]): Promise<Round> =>
    access('keeping verdicts', async (db) => ({ kind: 'answered', events: await settle(db, batch, verdicts) }));
  return options.locks.request(sendingLock(options.user), options.signal === undefined ? {} : { signal: options.signal }, async (): Promise<Round> => {
    const unreadable = await access('reading the outbox', setAsideUnreadable);
    if (unreadable.length > 0) return { kind: 'answered', events: unreadable };
    const batch = await access('marking a batch', (db) => nextBatch(db, options.size));
    if (batch.length === 0) return { kind: 'empty' };
    options.sending(batch.map(({ row }) => row.edit.id));
    const answer = await post(batch, options);
    if (answer.kind === 'verdicts') return settled(batch, answer.verdicts);
    if (answer.kind !== 'rejected') return { kind: 'unanswered', failure: answer };
    if (batch.length > 1) {
      await access('dividing a batch', (db) => unmark(db, batch));
      return { kind: 'unanswered', failure: answer };
    }
    const refusals = batch.map(({ row }): Verdict => ({ id: row.edit.id, outcome: 'refused', versions: {}, reason: 'malformed', message: answer.message }));
    return settled(batch, refusals);
  });
}

const strict = { durability: 'strict' } as const;

async function read(database: UserDatabase, state: OutboxRow['state'], count: number): Promise<Keyed[]> {
  const tx = database.transaction('outbox');
  const index = tx.store.index('state');
  const [sequences, rows] = await Promise.all([tx.store.index('state').getAllKeys(state, count), index.getAll(state, count)]);
  return rows.flatMap((row, i) => (sequences[i] === undefined ? [] : [{ sequence: sequences[i], row }]));
}

/** Edits that this version can not read are reported with their content, never sent and never in the way (OUT-5). */
async function setAsideUnreadable(database: UserDatabase): Promise<readonly EditEvent[]> {
  const events: Exclude<EditEvent, { kind: 'saved' }>[] = [];
  const tx = database.transaction(['outbox', 'untold'], 'readwrite', strict);
  for (const state of ['sent', 'waiting'] as const) {
    const index = tx.objectStore('outbox').index('state');
    const [keys, rows] = await Promise.all([index.getAllKeys(state, limits.batchEdits), index.getAll(state, limits.batchEdits)]);
    for (const [i, row] of rows.entries()) {
      const sequence = keys[i];
      if (sequence === undefined) continue;
      const parsed = parseEdit({ ...row.edit, sequence });
      if (parsed.ok) continue;
      const { id, thread, name, args, document } = row.edit;
      events.push({
        kind: 'refused',
        edit: String(id),
        thread: String(thread),
        request: { name, args, document: String(document) },
        subject: row.subject,
        message: `This edit was made by another version of Latchkey and can not be sent (${parsed.message}). It was: ${JSON.stringify(row.edit)}`,
      });
      await tx.objectStore('outbox').delete(sequence);
    }
  }
  for (const event of events) await tx.objectStore('untold').put(event, event.edit);
  await tx.done;
  return events;
}

/** Marked as sent before it goes: from then on it is no longer withdrawn, and goes again as it was. */
async function nextBatch(database: UserDatabase, size: number): Promise<readonly Keyed[]> {
  const unanswered = await read(database, 'sent', limits.batchEdits);
  if (unanswered.length > 0) return unanswered;
  const batch = await read(database, 'waiting', size);
  if (batch.length === 0) return [];
  const tx = database.transaction('outbox', 'readwrite', strict);
  const marked: Keyed[] = [];
  for (const { sequence } of batch) {
    const row = await tx.store.get(sequence);
    if (row?.state !== 'waiting') continue; // withdrawn in between
    marked.push({ sequence, row });
    await tx.store.put({ ...row, state: 'sent' }, sequence);
  }
  await tx.done;
  return marked;
}

async function unmark(database: UserDatabase, batch: readonly Keyed[]): Promise<void> {
  const tx = database.transaction('outbox', 'readwrite', strict);
  await Promise.all(batch.map(({ sequence, row }) => tx.store.put({ edit: row.edit, subject: row.subject, state: 'waiting' }, sequence)));
  await tx.done;
}

async function post(batch: readonly Keyed[], { user, fetch: send, signal }: SendOptions): Promise<{ kind: 'verdicts'; verdicts: readonly Verdict[] } | Failure> {
  const edits = batch.map(({ sequence, row }) => ({ ...row.edit, sequence }));
  let response: Response;
  try {
    response = await send('/api/edits', {
      method: 'POST',
      headers: { 'content-type': 'application/json', [AUTHOR_HEADER]: user },
      body: JSON.stringify({ device: edits[0]?.device, edits }),
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_DEADLINE), ...(signal === undefined ? [] : [signal])]),
    });
    if (response.ok) {
      const reply = v.safeParse(EditBatchReply, await response.json());
      const verdicts = reply.success ? reply.output.verdicts : [];
      // Anything but one verdict for each edit did not come from our server (a captive portal says 200 too).
      return verdicts.length === edits.length && verdicts.every((verdict, i) => verdict.id === edits[i]?.id)
        ? { kind: 'verdicts', verdicts }
        : { kind: 'unreachable' };
    }
    return await failureOf(response);
  } catch {
    return { kind: 'unreachable' }; // fetch says no more than that; the sender tries again
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const { status } = response;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 429 || status === 503) {
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return { kind: 'busy', retryAfter: Number.isFinite(seconds) ? seconds * 1000 : null };
  }
  const problem = v.safeParse(Problem, await response.json().catch(() => null));
  const final = status === 400 || status === 413 || status === 422;
  return final && problem.success ? { kind: 'rejected', message: problem.output.detail ?? problem.output.title } : { kind: 'unreachable' };
}

/** Verdicts and what has to be told are stored in one transaction, so that a crash loses neither. */
async function settle(database: UserDatabase, batch: readonly Keyed[], verdicts: readonly Verdict[]): Promise<readonly EditEvent[]> {
  const events: EditEvent[] = [];
  const tx = database.transaction(['outbox', 'untold'], 'readwrite', strict);
  for (const [i, { sequence, row }] of batch.entries()) {
    const verdict = verdicts[i];
    if (verdict === undefined) continue;
    const event = eventOf(row, verdict);
    events.push(event);
    await tx.objectStore('outbox').put({ edit: row.edit, subject: row.subject, state: 'settled', versions: verdict.versions }, sequence);
    if (event.kind !== 'saved') await tx.objectStore('untold').put(event, event.edit);
  }
  await tx.done;
  return events;
}

function eventOf({ edit, subject }: OutboxRow, verdict: Verdict): EditEvent {
  const about = { edit: edit.id, thread: edit.thread };
  const request = { name: edit.name, args: edit.args, document: edit.document };
  switch (verdict.outcome) {
    case 'applied':
      return { kind: 'saved', ...about };
    case 'superseded':
      return { kind: 'superseded', ...about, request, subject, by: verdict.by, rule: verdict.rule, stands: verdict.stands };
    case 'refused':
      return { kind: 'refused', ...about, request, subject, message: verdict.message };
  }
}
