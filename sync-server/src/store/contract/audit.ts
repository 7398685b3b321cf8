/** What every store must answer about the audit log. */
import { beforeEach, describe, expect, test } from 'vitest';
import { everyEntry, type AuditEntry, type AuditFilter } from '../audit-log.ts';
import { openedStore, type Fixture } from './opened.ts';
import { auditEntry } from './samples.ts';

const DAY = '2026-02-21T';

/** Seven entries in five threads: `bulk` has three, one of them refused; those of `late` are not together. */
const entries: readonly Partial<AuditEntry>[] = [
  { at: `${DAY}01:00:00.000Z`, thread: 'late', action: 'team.setMember', environment: null, subject: { kind: 'team', id: 't1', name: 'Łódź' } },
  { at: `${DAY}02:00:00.000Z`, thread: 'bulk', subject: { kind: 'connectedUser', id: 'u1', name: 'Grace' } },
  { at: `${DAY}02:00:00.000Z`, thread: 'bulk', subject: { kind: 'connectedUser', id: 'u2', name: 'José Ñandú' }, deviceName: 'Firefox on Linux' },
  { at: `${DAY}02:00:00.000Z`, thread: 'bulk', subject: { kind: 'connectedUser', id: 'u3', name: 'Linus' }, outcome: 'refused', detail: 'forbidden: no' },
  { at: `${DAY}03:00:00.000Z`, thread: null, action: 'workspace.change', environment: null, subject: null, actor: { kind: 'member', id: 'm2', name: 'Bob' } },
  { at: `${DAY}04:00:00.000Z`, thread: null, environment: 'staging', after: false, actor: { kind: 'key', id: 'k1', name: 'Product' } },
  { at: `${DAY}05:00:00.000Z`, thread: 'late', action: 'appAccount.teamAccess', actor: { kind: 'system', id: 'latchkey', name: 'Latchkey' }, subject: { kind: 'appAccount', id: 'a1', name: 'grace@x' } },
];

export function auditContract(createFixture: () => Promise<Fixture>): void {
  describe('the audit log', () => {
    const store = openedStore(createFixture);
    beforeEach(async () => {
      await store.transact(async (tx) => {
        for (const entry of entries) await tx.appendAudit({ ...auditEntry('connectedUser.setEnabled'), ...entry });
        await tx.appendAudit({ ...auditEntry('elsewhere'), workspace: 'other', thread: 'bulk' });
      });
    });
    const found = async (filter: Partial<AuditFilter>) =>
      (await store.read((reader) => reader.audit('acme', { before: null, limit: 100 }, { ...everyEntry, ...filter }))).map(({ sequence }) => sequence);
    const threads = (filter: Partial<AuditFilter>, page = 1, size = 20) =>
      store.read((reader) => reader.auditThreads('acme', { ...everyEntry, ...filter }, { page, size, sort: { by: 'when', descending: true } }));
    const facets = (given: Partial<AuditFilter['facets']>): Pick<AuditFilter, 'facets'> => ({ facets: { ...everyEntry.facets, ...given } });

    test.for<readonly [what: string, filter: Partial<AuditFilter>, sequences: readonly number[]]>([
      ['without a filter, all of the workspace', {}, [7, 6, 5, 4, 3, 2, 1]],
      ['of an environment, those of the workspace as a whole among them', { environment: 'production' }, [7, 5, 4, 3, 2, 1]],
      ['where: the workspace as a whole', facets({ where: ['workspace'] }), [5, 1]],
      ['who, any of several', facets({ who: ['Bob', 'Product'] }), [6, 5]],
      ['of a kind of record', facets({ kind: ['team', 'appAccount'] }), [7, 1]],
      ['of no record', facets({ kind: ['workspace'] }), [5]],
      ['by what was done', facets({ what: ['team.setMember', 'workspace.change'] }), [5, 1]],
      ['from a device', facets({ device: ['Firefox on Linux'] }), [3]],
      ['by what became of them', facets({ outcome: ['refused'] }), [4]],
      ['between two moments, both inclusive', { from: `${DAY}03:00:00.000Z`, to: `${DAY}04:00:00.000Z` }, [6, 5]],
      ['words anywhere, folded: every one', { words: ['nandu', 'jose'] }, [3]],
      ['words of what became of it', { words: ['no', 'linus'] }, [4]],
      ['not by what programs call it', { words: ['setenabled'] }, []],
      ['nor the reason why not', { words: ['forbidden'] }, []],
      ['a name with letters that have no marks to strip', { words: ['lodz'] }, [1]],
      ['words as the page says them, of what was applied', { words: ['disabled'] }, [6]],
      ['and of what was asked and refused', { words: ['disable', 'or', 'linus'] }, [4]],
      ['and not as if it had been', { words: ['disabled', 'linus'] }, []],
      ['not by what its action and element are named', { words: ['enabled', 'product'] }, []],
      ['words of the kind of record, beside a name', { words: ['connected', 'user', 'nandu'] }, [3]],
      ['a thread', { thread: 1 }, [7, 1]],
      ['all of it together', { environment: 'production', ...facets({ who: ['Ada'], kind: ['connectedUser'] }), words: ['grace'] }, [2]],
      ['what there is not', facets({ kind: ["x') OR 1=1 --"] }), []],
    ])('AUDIT-3 entries: %s', async ([, filter, sequences]) => {
      expect(await found(filter)).toEqual(sequences);
      expect((await threads(filter)).threads.map(({ first }) => first.sequence)).toEqual(firstOfEach(sequences));
    });

    test('AUDIT-3 a thread is one row, where it began, with what became of its entries', async () => {
      const { threads: all, count, total } = await threads({});
      expect(all.map(({ thread, first, outcomes }) => [thread, first.action, outcomes])).toEqual([
        [6, 'connectedUser.setEnabled', { applied: 1, refused: 0, superseded: 0 }],
        [5, 'workspace.change', { applied: 1, refused: 0, superseded: 0 }],
        [2, 'connectedUser.setEnabled', { applied: 2, refused: 1, superseded: 0 }],
        [1, 'team.setMember', { applied: 2, refused: 0, superseded: 0 }],
      ]);
      expect([count, total]).toEqual([4, 4]);
      const late = await threads(facets({ who: ['Latchkey'] }));
      expect(late.threads.map(({ thread, first }) => [thread, first.sequence])).toEqual([[1, 7]]);
    });

    test('AUDIT-3 counts are of threads, exact: of the page, of the environment, of what each choice would leave', async () => {
      const page = await threads({ environment: 'production', ...facets({ outcome: ['refused'] }) }, 9, 1);
      expect(page).toMatchObject({ count: 1, total: 3, page: 1 });
      expect(page.counts).toEqual({
        ...{ where: { environment: 1 }, who: { Ada: 1 }, what: { 'connectedUser.setEnabled': 1 }, kind: { connectedUser: 1 } },
        ...{ device: {}, outcome: { applied: 3, refused: 1 } },
      });
      expect((await threads({})).counts.device).toEqual({ 'Firefox on Linux': 1 });
      expect((await threads({}, 2, 3)).threads.map(({ thread }) => thread)).toEqual([1]);
    });
  });
}

/** The first entry of each thread, the thread that began last first. */
function firstOfEach(sequences: readonly number[]): readonly number[] {
  const firsts = new Map<string | number, number>();
  for (const sequence of sequences.toReversed()) {
    const key = entries[sequence - 1]?.thread ?? sequence;
    if (!firsts.has(key)) firsts.set(key, sequence);
  }
  const begins = (sequence: number): number => {
    const thread = entries[sequence - 1]?.thread ?? null;
    return thread === null ? sequence : entries.findIndex((entry) => entry.thread === thread) + 1;
  };
  return [...firsts.values()].sort((a, b) => begins(b) - begins(a));
}
