import { describe, expect, it } from 'vitest';
import type { Value } from '@latchkey/shared/edits/merge';
import type { ThreadStep } from '../storage/user-schema.ts';
import { inverseEdits, saidUndone } from './undo.ts';

const step = (id: string, value: boolean, prior: boolean): ThreadStep => ({
  edit: crypto.randomUUID(),
  name: 'connectedUser.setEnabled',
  args: { user: id, enabled: value },
  kind: 'connectedUser',
  id,
  path: 'enabled',
  value,
  prior,
});
/** The edits that take the steps back. */
const inverses = (...asked: Parameters<typeof inverseEdits>) => inverseEdits(...asked).flatMap(({ answer }) => (typeof answer === 'string' ? [] : [answer]));
/** Why they can not be. */
const reasons = (...asked: Parameters<typeof inverseEdits>) => inverseEdits(...asked).flatMap(({ answer }) => (typeof answer === 'string' ? [answer] : []));
const standing = (values: Readonly<Record<string, Value>>) => (of: ThreadStep) => values[of.id];

describe('undo', () => {
  it('gives each element back what it had, the last first', () => {
    expect(inverses([step('a', false, true), step('b', false, true)], standing({ a: false, b: false }))).toEqual([
      { name: 'connectedUser.setEnabled', args: { user: 'b', enabled: true } },
      { name: 'connectedUser.setEnabled', args: { user: 'a', enabled: true } },
    ]);
  });

  it('leaves alone what something else has been set to since, and what is not known', () => {
    const level = (value: string, prior: string): ThreadStep => ({ ...step('c', true, true), name: 'member.setLevel', args: { member: 'c', level: value }, kind: 'member', path: 'level', value, prior });
    const asked = [[step('a', false, true), step('b', false, true), level('owner', 'none')], standing({ a: true, c: 'administrator' })] as const;
    expect(inverses(...asked)).toEqual([]);
    expect(reasons(...asked)).toEqual(['Something else stands there by now.', 'It is not here any more.', 'It is as it was before.']);
  });

  it('leaves alone what the thread did not change', () => {
    expect(inverseEdits([step('a', false, false)], standing({ a: false }))).toEqual([]);
  });

  it('goes back to the beginning where a thread set an element twice', () => {
    expect(inverses([step('a', false, true), step('a', true, false)], standing({ a: true }))).toEqual([]);
    const rename = (name: string, prior: string): ThreadStep => ({
      ...step('c', true, true),
      name: 'connection.rename',
      args: { connection: 'c', name },
      kind: 'connection',
      path: 'name',
      value: name,
      prior,
    });
    expect(inverses([rename('two', 'one'), rename('three', 'two')], standing({ c: 'three' }))).toEqual([
      { name: 'connection.rename', args: { connection: 'c', name: 'one' } },
    ]);
  });

  it('has nothing for an edit without an opposite', () => {
    const dismissed: ThreadStep = { ...step('n', true, false), name: 'notice.dismiss', args: { notice: 'n' }, kind: 'notice', path: 'removed' };
    expect(reasons([dismissed], standing({ n: true }))).toEqual(['This can not be taken back.']);
  });

  it('takes back what it created, with the edit that is for that', () => {
    const team = crypto.randomUUID();
    const created: ThreadStep = { ...step(team, false, true), name: 'team.create', args: { team, name: 'Support' }, kind: 'team', path: 'removed' };
    expect(inverses([created], standing({ [team]: false }))).toEqual([{ name: 'team.setRemoved', args: { team, removed: true } }]);
    expect(inverses([created], standing({ [team]: true }))).toEqual([]);
  });

  it('gives back a role or a level that the record did not mention', () => {
    const role: ThreadStep = { ...step('acc', true, false), name: 'appAccount.setRole', args: { account: 'acc', role: 'admin', on: true }, kind: 'appAccount', path: 'desired/roles/admin' };
    const level: ThreadStep = { ...step('m', true, false), name: 'member.setIntegrationLevel', args: { member: 'm', integration: 'i', level: 'manage' }, kind: 'member', path: 'integrations/i', value: 'manage', prior: 'none' };
    expect(inverses([role, level], standing({ acc: true, m: 'manage' }))).toEqual([
      { name: 'member.setIntegrationLevel', args: { member: 'm', integration: 'i', level: 'none' } },
      { name: 'appAccount.setRole', args: { account: 'acc', role: 'admin', on: false } },
    ]);
  });

  it('brings a removed record back', () => {
    const removed: ThreadStep = { ...step('a', true, false), name: 'connectedUser.setRemoved', args: { user: 'a', removed: true }, path: 'removed' };
    expect(inverses([removed], standing({ a: true }))).toEqual([{ name: 'connectedUser.setRemoved', args: { user: 'a', removed: false } }]);
  });
});

describe('what is said of it', () => {
  const other = 'Something else stands there by now.';
  const gone = 'It is not here any more.';
  const left = (subject: string, why = other) => ({ subject, why });

  it('says of how many it was taken back, of whom not, and why', () => {
    expect(saidUndone(12, [], false)).toBe('Taken back');
    expect(saidUndone(12, [left('Dana Marsh'), left('Roger Simon'), left('Ana Moreno', gone)], false)).toBe(
      `Taken back for 9 of 12. Not Dana Marsh and 1 more: ${other} Not Ana Moreno: ${gone}`,
    );
  });

  it('tells nothing from a part', () => {
    expect(saidUndone(1, [left('Dana Marsh')], true)).toBe(`Nothing was taken back. ${other}`);
    expect(saidUndone(1, [left('Dana Marsh')], false)).toBe(`Taken back in part. ${other}`);
    expect(saidUndone(2, [left('Dana Marsh'), left('Ana Moreno')], true)).toBe(`Nothing was taken back. Not Dana Marsh and 1 more: ${other}`);
    expect(saidUndone(0, [], true)).toBe('There was nothing to take back.');
  });
});
