/** An edit that did not stand, as its author is told of it. */
import type { Notice } from '@latchkey/shared/domain/notice';
import type { Value } from '@latchkey/shared/edits/merge';
import type { EditRequest, MadeRequest, ReplicaEvents } from '$replica/client.ts';
import { elementKey, type Outcome } from './edited-elements.ts';

export interface Trouble {
  /** The edit's id: the same trouble may be told as an event and again as a notice. */
  readonly edit: string;
  /** The one through which it was made, and is made again; empty where that is not known. */
  readonly environment: string;
  readonly request: MadeRequest;
  readonly subject: string;
  readonly outcome: Outcome;
  /** The notice that stands for it, once there is one. */
  readonly notice: string | null;
  /** The environment through which the notice is put away: of its own workspace. */
  readonly home: string;
}

const isValue = (value: unknown): value is Value => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const requestOf = ({ name, args, ...rest }: Notice['edit']): MadeRequest => ({
  ...rest,
  name,
  args: Object.fromEntries(Object.entries(args).flatMap(([key, value]) => (isValue(value) ? [[key, value] as const] : []))),
});

/** The environment, of a workspace, through which an edit that named a document is made again; empty where there is none. */
export type Through = (workspace: string, document: string | undefined) => string;

/** The edits that a notice is about: of several refused ones of one element, the last. */
export function fromNotice({ id: notice, notice: { workspace, edit, subject, outcome, environment, settled } }: ReplicaEvents['notices'][number], through: Through): readonly Trouble[] {
  const about = { environment: environment ?? through(workspace, edit.document), subject, notice, home: through(workspace, undefined) };
  if (outcome.kind === 'superseded') {
    const { by, rule, stands } = outcome;
    return [{ ...about, edit: edit.id, request: requestOf(edit), outcome: { kind: 'superseded', by, rule, stands: isValue(stands) ? stands : null } }];
  }
  const { edits = [{ ...edit, environment, subject, message: outcome.message }] } = outcome;
  const latest = new Map(edits.flatMap((refused) => (settled?.[refused.id] ? [] : [[elementKey(requestOf(refused)), refused] as const])));
  return [...latest.values()].map(({ environment: of, subject: called, message, ...refused }, i) => ({
    ...{ edit: refused.id, environment: of ?? through(workspace, refused.document), request: requestOf(refused), subject: called },
    ...{ notice, home: about.home },
    outcome: { kind: 'refused', message, more: i === 0 ? outcome.count - edits.length : 0 },
  }));
}

/** Of those that were overruled only the last of one element: what is asked for once more is what was set last. @param latestFirst of all kinds */
export function latestOfEach(latestFirst: readonly Trouble[]): readonly Trouble[] {
  const known = new Set<string>();
  return latestFirst.filter(({ request, outcome }) => {
    const key = elementKey(request);
    const isLatest = outcome.kind === 'refused' || !known.has(key);
    if (outcome.kind === 'superseded') known.add(key);
    return isLatest;
  });
}

/** What is asked for once these have been seen to, by environment: with the last of its edits a notice goes. @param left what is still told */
export function seenRequests(seen: readonly Trouble[], left: readonly Trouble[]): ReadonlyMap<string, readonly EditRequest[]> {
  const standing = new Set(left.map(({ notice }) => notice));
  const done = new Set<string>();
  const asked = new Map<string, readonly EditRequest[]>();
  for (const { notice, edit, home } of seen) {
    if (notice === null || done.has(notice)) continue;
    const stands = standing.has(notice);
    if (!stands) done.add(notice);
    const request = stands ? { name: 'notice.settle', args: { notice, edit } } : { name: 'notice.dismiss', args: { notice } };
    asked.set(home, [...(asked.get(home) ?? []), request]);
  }
  return asked;
}
