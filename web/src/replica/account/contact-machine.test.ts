import { describe, expect, it } from 'vitest';
import {
  initialContact,
  PULSE_DEADLINE,
  PULSE_EVERY,
  stepContact,
  type ContactEffect,
  type ContactEvent,
  type ContactState,
} from './contact-machine.ts';

const last = 1_000_000;
const at = last + 1_000;
const silence = 1_000_000;
const late = last + silence + 1;
const hopeful = { last, rights: 'r1', silence } as const;
const states = {
  connecting: { kind: 'connecting', ...hopeful },
  online: { kind: 'online', ...hopeful },
  offline: { kind: 'offline', ...hopeful },
  ended: { kind: 'ended' },
  wiped: { kind: 'wiped' },
  revoked: { kind: 'revoked' },
  unrecognised: { kind: 'unrecognised' },
  lapsed: { kind: 'lapsed' },
} as const satisfies Record<string, ContactState>;

const answered = (rights = 'r1'): ContactEvent => ({ kind: 'answered', at, rights });
const now = { kind: 'online', ...hopeful, last: at } as const;
const session: ContactEvent = { kind: 'session', at, rights: 'r2', silence: 5 };
const told = { kind: 'online', last: at, rights: 'r2', silence: 5 } as const;

const table: readonly [keyof typeof states, ContactEvent, ContactState, readonly ContactEffect[]][] = [
  ['connecting', answered(), now, ['went-online']],
  ['connecting', answered('r2'), now, ['went-online', 'fetch-session']],
  ['connecting', { kind: 'unanswered', at }, states.offline, ['went-offline']],
  ['connecting', { kind: 'unanswered', at: late }, states.lapsed, ['leave']],
  ['connecting', { kind: 'ended' }, states.ended, ['leave']],
  ['connecting', { kind: 'wiped' }, states.wiped, ['leave']],
  ['connecting', { kind: 'revoked' }, states.revoked, ['leave']],
  ['connecting', { kind: 'unrecognised' }, states.unrecognised, ['leave']],
  ['connecting', { kind: 'network', up: true }, states.connecting, ['pulse']],
  ['connecting', { kind: 'network', up: false }, states.offline, ['went-offline']],
  ['connecting', { kind: 'tick', at }, states.connecting, ['pulse']],
  ['connecting', session, told, ['went-online']],
  ['online', answered(), now, []],
  ['online', answered('r2'), now, ['fetch-session']],
  ['online', { kind: 'unanswered', at }, states.offline, ['went-offline']],
  ['online', { kind: 'ended' }, states.ended, ['leave']],
  ['online', { kind: 'wiped' }, states.wiped, ['leave']],
  ['online', { kind: 'revoked' }, states.revoked, ['leave']],
  ['online', { kind: 'unrecognised' }, states.unrecognised, ['leave']],
  ['online', { kind: 'network', up: true }, states.online, ['pulse']],
  ['online', { kind: 'network', up: false }, states.offline, ['went-offline']],
  ['online', { kind: 'tick', at }, states.online, ['pulse']],
  ['online', session, told, []],
  ['offline', answered(), now, ['went-online']],
  ['offline', { kind: 'unanswered', at }, states.offline, []],
  ['offline', { kind: 'unanswered', at: late }, states.lapsed, ['leave']],
  ['offline', { kind: 'ended' }, states.ended, ['leave']],
  ['offline', { kind: 'wiped' }, states.wiped, ['leave']],
  ['offline', { kind: 'revoked' }, states.revoked, ['leave']],
  ['offline', { kind: 'unrecognised' }, states.unrecognised, ['leave']],
  ['offline', { kind: 'network', up: true }, states.connecting, ['pulse']],
  ['offline', { kind: 'network', up: false }, states.offline, []],
  ['offline', { kind: 'tick', at }, states.offline, ['pulse']],
  ['offline', { kind: 'tick', at: late }, states.lapsed, ['leave']],
  ['offline', session, told, ['went-online']],
  ...(['ended', 'wiped', 'revoked', 'unrecognised', 'lapsed'] as const).flatMap((final) =>
    (
      [
        answered(),
        { kind: 'unanswered', at },
        { kind: 'ended' },
        { kind: 'wiped' },
        { kind: 'revoked' },
        { kind: 'unrecognised' },
        { kind: 'network', up: true },
        { kind: 'tick', at },
        session,
      ] as const
    ).map(
      (event) => [final, event, states[final], []] as [typeof final, ContactEvent, ContactState, ContactEffect[]],
    ),
  ),
];

describe('contact with the server', () => {
  it.each(table)('%s, on %o', (from, event, to, effects) => {
    expect(stepContact(states[from], event)).toEqual([to, effects]);
  });

  it('CASE-50 a link that dies just after a good pulse is offline within 5 s', () => {
    expect(PULSE_EVERY + PULSE_DEADLINE).toBeLessThan(5_000);
  });

  it('OUT-10 a device that was silent for too long begins lapsed, one with less does not', () => {
    expect(initialContact(hopeful, late)).toEqual(states.lapsed);
    expect(initialContact(hopeful, last + silence)).toEqual(states.connecting);
  });
});
