import type { Notice } from '@latchkey/shared/domain/notice';
import { describe, expect, it } from 'vitest';
import { grouped } from '../words/alike.ts';
import { fromNotice, latestOfEach, seenRequests, type Trouble } from './trouble.ts';

const WHY = 'Only those who manage this may change it';
const about = { workspace: 'acme', member: 'max', at: '2026-03-01T12:00:00.000Z' };
const refused = (user: string, enabled = false, environment = 'env') => ({ id: `${user} ${enabled}`, name: 'connectedUser.setEnabled', args: { user, enabled }, environment, subject: `User ${user}`, message: WHY });

/** A notice of so many refusals, of which these are kept. */
function noticeOf(count: number, ...edits: readonly ReturnType<typeof refused>[]): Notice {
  const { environment, subject, message, ...edit } = edits.at(-1) ?? refused('nobody');
  return { ...about, environment, subject, edit, outcome: { kind: 'refused', reason: 'forbidden', message, count, edits: [...edits] } };
}

/** As told of in a workspace of two environments, and in others of one each. */
const toldOf = (id: string, notice: Notice): readonly Trouble[] =>
  fromNotice({ id, notice }, (workspace, document) => (workspace !== 'acme' ? workspace : document === 'staging' ? document : 'production'));

describe('edits that did not stand', () => {
  it('SYNC-9 each edit of a notice can be done again by itself; with the last one the notice goes', () => {
    const told = toldOf('n', noticeOf(3, refused('a'), refused('b', false, 'other'), refused('a', true)));
    expect(told.map(({ request, environment }) => [request.args, environment])).toEqual([[{ user: 'a', enabled: true }, 'env'], [{ user: 'b', enabled: false }, 'other']]);
    const [first, second] = [told.slice(0, 1), told.slice(1)];
    expect([...seenRequests(first, second)]).toEqual([['production', [{ name: 'notice.settle', args: { notice: 'n', edit: 'a true' } }]]]);
    expect([...seenRequests(second, [])]).toEqual([['production', [{ name: 'notice.dismiss', args: { notice: 'n' } }]]]);
    const settled = { ...noticeOf(3, refused('a'), refused('b')), settled: { 'a false': true } } as const;
    expect(toldOf('n', settled).map(({ subject }) => subject)).toEqual(['User b']);
  });

  it('SYNC-9 what is of the whole workspace is done again in that workspace, through the document that it named where that is an environment', () => {
    const lost = (document?: string): Notice => {
      const edit = { id: 'e', name: 'member.setEnabled', args: { member: 'm', enabled: true }, ...(document === undefined ? {} : { document }) };
      return { ...about, environment: null, subject: 'Mina', edit, outcome: { kind: 'superseded', by: 'Dana Marsh', rule: 'restrictive', stands: false } };
    };
    const places = [lost('staging'), lost('integration.i'), lost()].flatMap((notice) => toldOf('n', notice)).map(({ environment }) => environment);
    expect(places).toEqual(['staging', 'production', 'production']);
    expect(toldOf('n', noticeOf(1, refused('a')))).toMatchObject([{ environment: 'env' }]);
  });

  it('SYNC-9 what was refused alike in two workspaces is put away in each, whatever environment the edits named', () => {
    const there = toldOf('m', { ...noticeOf(1, refused('b')), workspace: 'labs' });
    const asked = seenRequests([...toldOf('n', noticeOf(2, refused('a'), refused('b'))), ...there], []);
    expect([...asked]).toEqual([['production', [{ name: 'notice.dismiss', args: { notice: 'n' } }]], ['labs', [{ name: 'notice.dismiss', args: { notice: 'm' } }]]]);
  });

  it('CASE-14 those that were refused alike are one, with all that are known and how many there were', () => {
    const [atOnce] = toldOf('n', noticeOf(1, refused('old'))).map((trouble): Trouble => ({ ...trouble, notice: null }));
    if (atOnce === undefined) throw new Error('one is told');
    const [group, ...others] = grouped([...toldOf('n', noticeOf(2_000, refused('a'), refused('b'))), atOnce]);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ count: 2_000, why: `${WHY}.` });
    expect(group?.troubles.map(({ subject }) => subject)).toEqual(['User a', 'User b', 'User old']);
  });

  it('SYNC-9 a notice of before tells its last edit, and how many there were', () => {
    const { outcome, ...rest } = noticeOf(3, refused('a'));
    if (outcome.kind !== 'refused') throw new Error('it is refused');
    const { edits: _, ...before } = outcome;
    expect(grouped(toldOf('n', { ...rest, outcome: before }))).toMatchObject([{ count: 3, troubles: [{ subject: 'User a' }] }]);
  });

  it('MERGE-8 of several that were overruled in one element the last is told, and each that was refused', () => {
    const lost = (id: string, user: string): readonly Trouble[] =>
      toldOf(id, { ...about, environment: 'env', subject: user, edit: { id, name: 'connectedUser.setEnabled', args: { user, enabled: true } }, outcome: { kind: 'superseded', by: 'Dana Marsh', rule: 'restrictive', stands: false } });
    const latestFirst = [...lost('third', 'a'), ...toldOf('n', noticeOf(1, refused('a'))), ...lost('second', 'b'), ...lost('first', 'a')];
    expect(latestOfEach(latestFirst).map(({ edit }) => edit)).toEqual(['third', 'a false', 'second']);
  });

  it('SYNC-9 what was refused for another reason, or lost, is told by itself', () => {
    const told = [...toldOf('n', noticeOf(1, refused('a'))), ...toldOf('m', noticeOf(1, { ...refused('b'), message: 'It is the last owner' }))];
    const lost = told.map((trouble): Trouble => ({ ...trouble, edit: `${trouble.edit} lost`, outcome: { kind: 'superseded', by: 'Dana Marsh', rule: 'latest', stands: true } }));
    expect(grouped([...told, ...lost]).map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });
});
