/** Random histories of an environment, small enough to collide often. */
import * as fc from 'fast-check';
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState } from '../../environment-rows.ts';
import { instant, integrations, members, records, teams, users } from './random-records.ts';

const ids: Partial<Record<Kind, readonly string[]>> = { connectedUser: users, integration: integrations, activation: ['a1', 'a2', 'a3', 'a4', 'a5'], connection: ['c1', 'c2', 'c3', 'c4'], member: members, team: teams, invitation: ['v1', 'v2'], run: ['n1', 'n2', 'n3'], appTeam: ['p1', 'p2'], appAccount: ['x1', 'x2', 'x3', 'x4'] };
const kind = fc.constantFrom<Kind>('connectedUser', 'connectedUser', 'integration', 'activation', 'activation', 'connection', 'connection', 'member', 'team', 'invitation', 'run', 'appTeam', 'appAccount', 'appAccount');
const idOf = (of: Kind): fc.Arbitrary<string> => fc.constantFrom(...(ids[of] ?? ['?']));

const present = kind.chain((of) =>
  fc.tuple(idOf(of), records[of] ?? fc.constant({})).map(([id, record]): Change => ({ kind: of, id, part: 'record', text: JSON.stringify(record) })),
);
const gone = kind.chain((of) => idOf(of).map((id): Change => ({ kind: of, id, part: 'record', text: null })));
const status = fc.oneof(
  fc.tuple(fc.constantFrom('x1', 'x2'), fc.option(instant)).map(([id, lastUsedAt]): Change => ({ kind: 'appAccount', id, part: 'status', text: JSON.stringify({ lastUsedAt }) })),
  fc.tuple(fc.constantFrom(...members), instant).map(([id, lastSignInAt]): Change => ({ kind: 'member', id, part: 'status', text: JSON.stringify({ lastSignInAt }) })),
  fc.tuple(fc.constantFrom(...users), fc.option(instant)).map(([id, lastSeenAt]): Change => ({ kind: 'connectedUser', id, part: 'status', text: JSON.stringify({ lastSeenAt }) })),
  fc
    .tuple(fc.constantFrom('a1', 'a2'), fc.option(fc.record({ result: fc.constantFrom('success', 'error'), at: instant })), fc.option(fc.constantFrom('queued', 'running')))
    .map(([id, latestRun, inFlight]): Change => ({ kind: 'activation', id, part: 'status', text: JSON.stringify({ latestRun, inFlight }) })),
  fc.constantFrom('a1', 'a2').map((id): Change => ({ kind: 'activation', id, part: 'status', text: null })),
);
const changes = fc.array(fc.oneof({ weight: 6, arbitrary: present }, { weight: 1, arbitrary: gone }, { weight: 1, arbitrary: status }), { maxLength: 30, size: 'max' });

const element: fc.Arbitrary<Element> = fc.oneof(
  fc.boolean().map((value) => ({ path: 'enabled', value })),
  fc.boolean().map((value) => ({ path: 'removed', value })),
  fc.constantFrom('Renamed', 'Zoë').map((value) => ({ path: 'name', value })),
);
const editState = fc.option(fc.constantFrom<EditState>({ kind: 'kept' }, { kind: 'sending' }));

export type Step =
  | { readonly kind: 'apply'; readonly changes: readonly Change[] }
  | { readonly kind: 'overlay'; readonly of: Kind; readonly id: string; readonly elements: readonly Element[]; readonly state: EditState | null }
  /** The document as it now is arrives anew, in two batches, with a question in between. */
  | { readonly kind: 'reconcile'; readonly changes: readonly Change[] }
  | { readonly kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: changes.map((list): Step => ({ kind: 'apply', changes: list })) },
  {
    weight: 3,
    arbitrary: kind.chain((of) =>
      fc.tuple(idOf(of), fc.array(element, { maxLength: 3 }), editState).map(([id, elements, state]): Step => ({ kind: 'overlay', of, id, elements, state })),
    ),
  },
  { weight: 1, arbitrary: changes.map((list): Step => ({ kind: 'reconcile', changes: list })) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'restart' }) },
);

export const history: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 12 });
