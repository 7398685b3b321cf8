import { describe, expect, it } from 'vitest';
import type { Value } from '@latchkey/shared/edits/merge';
import type { ThreadStep } from '../storage/user-schema.ts';
import { inverseEdits } from './undo.ts';

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
const standing = (values: Readonly<Record<string, Value>>) => (of: ThreadStep) => values[of.id];

describe('undo', () => {
  it('gives each element back what it had, the last first', () => {
    expect(inverseEdits([step('a', false, true), step('b', false, true)], standing({ a: false, b: false }))).toEqual([
      { name: 'connectedUser.setEnabled', args: { user: 'b', enabled: true } },
      { name: 'connectedUser.setEnabled', args: { user: 'a', enabled: true } },
    ]);
  });

  it('leaves alone what something else has been set to since, and what is not known', () => {
    expect(inverseEdits([step('a', false, true), step('b', false, true)], standing({ a: true }))).toEqual([]);
  });

  it('leaves alone what the thread did not change', () => {
    expect(inverseEdits([step('a', false, false)], standing({ a: false }))).toEqual([]);
  });

  it('goes back to the beginning where a thread set an element twice', () => {
    expect(inverseEdits([step('a', false, true), step('a', true, false)], standing({ a: true }))).toEqual([]);
    const rename = (name: string, prior: string): ThreadStep => ({
      ...step('c', true, true),
      name: 'connection.rename',
      args: { connection: 'c', name },
      kind: 'connection',
      path: 'name',
      value: name,
      prior,
    });
    expect(inverseEdits([rename('two', 'one'), rename('three', 'two')], standing({ c: 'three' }))).toEqual([
      { name: 'connection.rename', args: { connection: 'c', name: 'one' } },
    ]);
  });

  it('has nothing for an edit without an opposite', () => {
    const dismissed: ThreadStep = { ...step('n', true, false), name: 'notice.dismiss', args: { notice: 'n' }, kind: 'notice', path: 'removed' };
    expect(inverseEdits([dismissed], standing({ n: true }))).toEqual([]);
  });

  it('takes back what it created, with the edit that is for that', () => {
    const team = crypto.randomUUID();
    const created: ThreadStep = { ...step(team, false, true), name: 'team.create', args: { team, name: 'Support' }, kind: 'team', path: 'removed' };
    expect(inverseEdits([created], standing({ [team]: false }))).toEqual([{ name: 'team.setRemoved', args: { team, removed: true } }]);
    expect(inverseEdits([created], standing({ [team]: true }))).toEqual([]);
  });

  it('gives back a role or a level that the record did not mention', () => {
    const role: ThreadStep = { ...step('acc', true, false), name: 'appAccount.setRole', args: { account: 'acc', role: 'admin', on: true }, kind: 'appAccount', path: 'desired/roles/admin' };
    const level: ThreadStep = { ...step('m', true, false), name: 'member.setIntegrationLevel', args: { member: 'm', integration: 'i', level: 'manage' }, kind: 'member', path: 'integrations/i', value: 'manage', prior: 'none' };
    expect(inverseEdits([role, level], standing({ acc: true, m: 'manage' }))).toEqual([
      { name: 'member.setIntegrationLevel', args: { member: 'm', integration: 'i', level: 'none' } },
      { name: 'appAccount.setRole', args: { account: 'acc', role: 'admin', on: false } },
    ]);
  });

  it('brings a removed record back', () => {
    const removed: ThreadStep = { ...step('a', true, false), name: 'connectedUser.setRemoved', args: { user: 'a', removed: true }, path: 'removed' };
    expect(inverseEdits([removed], standing({ a: true }))).toEqual([{ name: 'connectedUser.setRemoved', args: { user: 'a', removed: false } }]);
  });
});
