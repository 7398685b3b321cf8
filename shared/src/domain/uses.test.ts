import { describe, expect, test } from 'vitest';
import type { Activation } from './activation.ts';
import type { Connection } from './connection.ts';
import { integrationsUsing } from './uses.ts';

const integrations = new Map([
  ['contacts', { environment: 'production', connector: 'hubspot' }],
  ['deals', { environment: 'production', connector: 'hubspot' }],
  ['alerts', { environment: 'production', connector: 'slack' }],
  ['elsewhere', { environment: 'staging', connector: 'hubspot' }],
]);
const connection: Connection = {
  ...{ environment: 'production', connector: 'hubspot', name: 'Login', user: 'u1', account: 'a1', sharing: 'user', proprietary: false } as const,
  ...{ status: 'valid', reason: null, authorizedAt: '2026-01-01T00:00:00.000Z' } as const,
};
type Held = Pick<Activation, 'integration' | 'user' | 'account' | 'sharing'>;
const activation = (integration: string, change: Partial<Held> = {}): Held => ({ integration, user: 'u1', account: 'a1', sharing: 'user', ...change });
const using = (change: Partial<Connection>, ...activations: readonly Held[]) => integrationsUsing({ ...connection, ...change }, integrations, activations);

describe('DOC-2 which integrations use a connection', () => {
  test('those of its connector and environment that its user activated', () => {
    expect(using({}, activation('contacts'), activation('alerts'), activation('elsewhere'))).toEqual(['contacts']);
    expect(using({}, activation('deals'), activation('contacts'))).toEqual(['contacts', 'deals']);
  });

  test('not what another user of the account activated alone', () => {
    expect(using({}, activation('contacts', { user: 'u2' }))).toEqual([]);
  });

  test('what the account shares, the connection or the activation', () => {
    expect(using({}, activation('contacts', { user: 'u2', sharing: 'account' }))).toEqual(['contacts']);
    expect(using({ sharing: 'account' }, activation('contacts', { user: 'u2' }))).toEqual(['contacts']);
    expect(using({ sharing: 'account' }, activation('contacts', { user: 'u2', account: 'a2' }))).toEqual([]);
  });

  test('two without an account have none in common', () => {
    expect(using({ account: null, sharing: 'account' }, activation('contacts', { user: 'u2', account: null, sharing: 'account' }))).toEqual([]);
  });

  test('one of nobody: every integration of its connector there', () => {
    expect(using({ user: null, account: null, proprietary: true })).toEqual(['contacts', 'deals']);
  });
});
