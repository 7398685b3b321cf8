import { describe, expect, it } from 'vitest';
import { definitions } from '@latchkey/shared/edits/definitions';
import { everyEdit, unknownIds } from '@latchkey/shared/testing/every-edit';
import type { EditRequest, SyncState } from '../../replica/client.ts';
import { connectorOf, inkOn, marked } from '../connectors/names.ts';
import { outlines } from '../connectors/marks.ts';
import { elementKey, valueOf } from '../state/edited-elements.ts';
import { saidAgain, saidDone, saidOutcome } from './edits.ts';
import { namesOf } from './names-of.ts';
import { syncWords } from './sync.ts';
import { dayBounds, dayName, relative } from './times.ts';

const switchOn = { name: 'connectedUser.setEnabled', args: { user: 'u', enabled: true } };

describe('what became of an edit', () => {
  it('says what happened, to whom, what stands and why', () => {
    const said = saidOutcome(switchOn, 'Roger Simon', { kind: 'superseded', by: 'Dana Marsh', rule: 'restrictive', stands: false }).join(' ');
    expect(said).toBe('Dana Marsh disabled Roger Simon without knowing of your change. Yours was not applied: the more restrictive one stands.');
    expect(saidAgain(switchOn)).toBe('Enable again');
    expect(saidDone(switchOn, 'Roger Simon')).toBe('Roger Simon enabled');
  });

  it('MERGE-1 says what of access stands, and tells the levels of one member apart', () => {
    const level = (integration: string, to: string) => ({ name: 'member.setIntegrationLevel', args: { member: 'm', integration, level: to } });
    const names = { hubspot: 'HubSpot → Northwind CRM' };
    const said = saidOutcome(level('hubspot', 'manage'), 'Ada Weber', { kind: 'superseded', by: 'Dana Marsh', rule: 'restrictive', stands: 'none' }, names)[0];
    expect(said).toBe('Dana Marsh set Ada Weber to None on HubSpot → Northwind CRM');
    expect(saidAgain(level('hubspot', 'manage'), names)).toBe('Set to Manage on HubSpot → Northwind CRM again');
    expect(saidAgain(level('hubspot', 'manage'))).toBe('Set to Manage on an integration again');
    expect(elementKey(level('hubspot', 'manage'))).toBe(elementKey(level('hubspot', 'none')));
    expect(elementKey(level('hubspot', 'manage'))).not.toBe(elementKey(level('slack', 'manage')));
  });

  it('EDIT-3 names the role that a change was about', () => {
    const give = { name: 'appAccount.setRole', args: { account: 'a', role: 'billing-admin', on: true } };
    const names = { 'billing-admin': 'Administrator of billing' };
    const said = saidOutcome(give, 'ivo.k', { kind: 'superseded', by: 'Dana Marsh', rule: 'restrictive', stands: false }, names);
    expect(said[0]).toBe('Dana Marsh removed Administrator of billing from ivo.k');
    expect(saidAgain(give, names)).toBe('Give Administrator of billing again');
  });

  it('SYNC-9 names what stands, and what it was to be', async () => {
    const request = { name: 'appAccount.match', args: { account: 'a', member: 'nora' } };
    const outcome = { kind: 'superseded', by: 'Dana Marsh', rule: 'latest', stands: 'ivo' } as const;
    const people = new Map([['nora', 'Nora Lind'], ['ivo', 'Ivo Kern']]);
    const replica = { names: async (_: string, requests: readonly EditRequest[]) => requests.map(({ args }) => ({ [String(args['member'])]: people.get(String(args['member'])) ?? '' })) };
    const names = await namesOf(replica, { edit: 'e', environment: 'env', request, subject: 'ivo.k', outcome, notice: null, home: 'env' }, 'env');
    expect(saidOutcome(request, 'ivo.k', outcome, names)[0]).toBe('Dana Marsh matched ivo.k to Ivo Kern');
    expect(saidAgain(request, names)).toBe('Match to Nora Lind again');
  });

  it('EDIT-3 has words of its own for every edit there is, and shows no id in them', () => {
    const all = everyEdit(unknownIds);
    expect(all.map(({ name }) => name).toSorted()).toEqual([...definitions.keys()].toSorted());
    for (const request of all) {
      const [what] = saidOutcome(request, 'Roger Simon', { kind: 'superseded', by: 'Dana Marsh', rule: 'latest', stands: valueOf(request) });
      const said = [what, saidDone(request, 'Roger Simon'), saidAgain(request)];
      expect(said[0], request.name).not.toBe('Dana Marsh changed Roger Simon');
      expect(said.join(), request.name).not.toMatch(/[0-9a-f]{8}-|undefined|null/u);
      expect(said.join(), request.name).toContain('Roger Simon');
    }
  });

  it.each([
    ['team.setMember', { team: 't', member: 'm', on: false }, 'Dana Marsh took Nora Lind out of Night shift', 'Take Nora Lind out again'],
    ['member.setRunRight', { member: 'm', target: 'integration/i', right: 'run', on: true }, 'Dana Marsh gave Night shift the right to start runs of HubSpot', 'Give it again'],
    ['member.setEnvironmentLevel', { member: 'm', environment: 'e', level: 'monitor' }, 'Dana Marsh set Night shift to Monitor in Production', 'Set to Monitor in Production again'],
    ['member.setNotifications', { member: 'm', integration: 'i', on: false }, 'Dana Marsh had Night shift no longer told of failures of HubSpot', 'Switch off again'],
    ['appTeam.setRole', { appTeam: 'a', role: 'r' }, 'Dana Marsh gave Editor to Night shift', 'Give Editor again'],
    ['appTeam.setTeam', { appTeam: 'a', team: null }, 'Dana Marsh ended the link of Night shift to a team', 'End the link again'],
    ['run.setWithdrawn', { run: 'r', withdrawn: true }, 'Dana Marsh cancelled the queued run of Night shift', 'Cancel again'],
    ['view.setQuery', { view: 'v', query: '' }, 'Dana Marsh changed what the view Night shift shows', 'Save again'],
  ])('%s says what it was about', (name, args, did, again) => {
    const names = { m: 'Nora Lind', i: 'HubSpot', 'integration/i': 'HubSpot', e: 'Production', r: 'Editor' };
    const request: EditRequest = { name, args };
    expect(saidOutcome(request, 'Night shift', { kind: 'superseded', by: 'Dana Marsh', rule: 'latest', stands: valueOf(request) }, names)[0]).toBe(did);
    expect(saidAgain(request, names)).toBe(again);
  });
});

describe('how things are', () => {
  const good: SyncState = { link: { kind: 'online' }, document: { kind: 'current' }, waiting: 0, sending: 0, documents: { here: 3, of: 3 }, storage: { kind: 'good', persistent: true } };
  const long = (state: Partial<SyncState>, troubles = 0, keeping = 0): string => syncWords({ ...good, ...state }, troubles, keeping).long;

  it('is up to date only when nothing waits and nothing is to come', () => {
    expect(long({})).toBe('Up to date');
    expect(long({ document: { kind: 'stale' } })).toBe('Updating');
    expect(long({ document: { kind: 'absent' } })).toBe('Receiving');
    expect(long({ document: { kind: 'opening' } })).toBe('Opening');
    expect(long({ waiting: 2, sending: 2 })).toBe('Sending 2');
    expect(long({}, 0, 1)).toBe('Sending 1');
    expect(long({ link: { kind: 'connecting' } })).toBe('Connecting');
  });

  it('CASE-50 offline says what is kept here', () => {
    expect(long({ link: { kind: 'offline' }, document: { kind: 'stale' }, waiting: 3 })).toBe('Offline · 3 edits on this device');
    expect(long({ link: { kind: 'offline' }, document: { kind: 'stale' } })).toBe('Offline');
  });

  it('CASE-43 OUT-7 failing storage comes before everything', () => {
    const state = { storage: { kind: 'failing', message: 'It is full.' }, link: { kind: 'offline' }, waiting: 1 } as const;
    expect(long(state, 1)).toBe('Not kept on this device');
    expect(long({}, 1)).toBe('Needs you');
  });
});

describe('days', () => {
  it('QUERY-4 a day is whole, in the viewer\'s zone', () => {
    const bounds = dayBounds('2026-02-21');
    expect(new Date(bounds?.first ?? 0).getHours()).toBe(0);
    expect(dayName(new Date(bounds?.last ?? 0))).toBe('2026-02-21');
    expect(dayName(new Date((bounds?.last ?? 0) + 1))).toBe('2026-02-22');
  });
  it.each(['2026-02-30', '2026-13-01', 'yesterday', ''])('%j is no day', (name) => {
    expect(dayBounds(name)).toBeNull();
  });
  it('long ago is a date', () => {
    expect(relative(new Date(0), 86_400_000 * 30)).toMatch(/19(69|70)/);
  });
});

describe('marks', () => {
  it('are drawn for exactly those that the sprite holds', () => {
    expect([...marked].toSorted()).toEqual(Object.keys(outlines).toSorted());
  });
  it('letters are plain on every colour, and unknown connectors have a name', () => {
    expect(inkOn('FFE01B', 4.5)).toBe('#000');
    expect(inkOn('1F2937', 4.5)).toBe('#fff');
    expect(connectorOf('my-own-app').name).toBe('My own app');
  });
});
