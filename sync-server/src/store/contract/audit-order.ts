/** In which orders every store must give the threads of the audit log. */
import { activityOrders, type ActivitySort } from '@latchkey/shared/protocol/activity';
import { inOrder, type Sorted } from '@latchkey/shared/protocol/activity-order';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyEntry, type AuditEntry, type AuditFilter } from '../audit-log.ts';
import { openedStore, type Fixture } from './opened.ts';
import { auditEntry } from './samples.ts';

const outcomes = ['applied', 'refused', 'superseded'] as const;

/** Few values, so that many are alike. */
const drafts: fc.Arbitrary<readonly Partial<AuditEntry>[]> = fc.array(
  fc.record({
    thread: fc.constantFrom(null, 'a', 'b', 'c'),
    actor: fc.constantFrom('Ada', 'ada', 'Bob', 'Ñandú').map((name) => ({ kind: 'member' as const, id: name, name })),
    action: fc.constantFrom('connectedUser.setEnabled', 'appAccount.setRole', 'team.setRemoved', 'madeUp'),
    after: fc.constantFrom<unknown>(true, false, null, 'monitor', { enabled: true }),
    subject: fc.constantFrom('Grace', 'grace', 'Łódź', 'Élodie', null).map((name) => (name === null ? null : { kind: 'connectedUser' as const, id: name, name })),
    deviceName: fc.constantFrom(undefined, 'Chrome on Linux', 'Firefox on Linux'),
    outcome: fc.constantFrom(...outcomes),
  }),
  { minLength: 1, maxLength: 14 },
);

interface Row extends Sorted {
  readonly sequence: number;
}

/** The threads of a log, plainly: those that began last first. */
function threadsOf(log: readonly AuditEntry[], wanted: readonly string[]): readonly Row[] {
  const threads = Map.groupBy(log.entries(), ([index, { thread }]) => thread ?? index);
  return [...threads.values()].toReversed().flatMap((all) => {
    const found = all.filter(([, { outcome }]) => wanted.length === 0 || wanted.includes(outcome));
    const [first] = found;
    const countOf = (one: string): number => found.filter(([, { outcome }]) => outcome === one).length;
    return first === undefined ? [] : [{ sequence: first[0] + 1, first: first[1], outcomes: { applied: countOf('applied'), refused: countOf('refused'), superseded: countOf('superseded') } }];
  });
}

export function auditOrderContract(createFixture: () => Promise<Fixture>): void {
  describe('the orders of the audit log', () => {
    const store = openedStore(createFixture);

    /** The first entries of all threads, page by page. */
    async function paged(workspace: string, filter: AuditFilter, sort: ActivitySort, size: number): Promise<readonly number[]> {
      const found: number[] = [];
      for (let page = 1; ; page++) {
        const { threads, count } = await store.read((reader) => reader.auditThreads(workspace, filter, { page, size, sort }));
        found.push(...threads.map(({ first }) => first.sequence));
        if (page * size >= count) return found;
      }
    }

    test('AUDIT-3 threads come in every order, both ways, page by page, as a plain scan would have them', async () => {
      let logs = 0;
      const someOutcomes = fc.constantFrom<readonly (typeof outcomes)[number][]>([], ['refused'], ['applied', 'superseded']);
      await fc.assert(
        fc.asyncProperty(drafts, someOutcomes, fc.integer({ min: 1, max: 6 }), async (log, outcome, size) => {
          const workspace = `log ${logs++}`;
          const entries = log.map((draft) => ({ ...auditEntry('madeUp'), ...draft, workspace }));
          await store.transact(async (tx) => {
            for (const entry of entries) await tx.appendAudit(entry);
          });
          const filter = { ...everyEntry, facets: { ...everyEntry.facets, outcome } };
          for (const by of activityOrders) {
            for (const descending of [true, false]) {
              const plain = inOrder(threadsOf(entries, outcome), { by, descending }).map(({ sequence }) => sequence);
              expect(await paged(workspace, filter, { by, descending }, size), `${by}, descending: ${descending}`).toEqual(plain);
            }
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
