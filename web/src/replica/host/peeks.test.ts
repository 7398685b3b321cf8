import { integrationDocument } from '@latchkey/shared/document/placement';
import type { Change } from '@latchkey/shared/document/records';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageQuery } from '../client.ts';
import { createEnvironmentIndex } from '../index/environment-index.ts';
import { Peeks } from './peeks.ts';
import type { Places, PlacesWorld } from './places.ts';
import type { ReadableEnvironment } from './readable.ts';

const DAY = 24 * 60 * 60_000;
const START = Date.parse('2026-11-28T12:00:00.000Z');
const [one, other] = ['one', 'other'].map(integrationDocument) as [string, string];
const readable: ReadableEnvironment = { workspace: 'w', member: 'm', own: 'me.m', environment: 'e', documents: ['e', one, other] };
const query: PageQuery = { search: '', filters: {}, sort: { by: 'username', descending: false }, page: 1, size: 20 };

const change = (kind: Change['kind'], id: string, record: object): Change => ({ kind, id, part: 'record', text: JSON.stringify(record) });
const offered = (id: string, enabled: boolean): Change => change('integration', id, { environment: 'e', name: id, connector: 'slack', roles: {}, teamWord: 'team', enabled });
const invited = (id: string, expires: number): Change =>
  change('appAccount', id, {
    ...{ environment: 'e', integration: 'one', username: id, member: 'm', teams: {}, operation: null, assets: [] },
    ...{ desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null }, reported: { presence: 'invited', expiresAt: new Date(expires).toISOString() } },
  });

beforeEach(() => vi.useFakeTimers({ now: START }));
afterEach(() => vi.useRealTimers());

/** Two integrations on a device, none of them open. */
function device() {
  const base = createEnvironmentIndex({ locale: 'en' });
  base.apply([offered('one', true), offered('other', true)]);
  const stored = new Map<string, readonly Change[]>([[one, []], [other, []]]);
  const stirred: string[] = [];
  const world = {
    library: { opened: () => null, read: async (document: string) => stored.get(document) ?? null },
    unsaved: () => new Map(),
    collator: new Intl.Collator('en'),
    now: () => Date.now(),
    stirred: (place: string) => void stirred.push(place),
  } as unknown as PlacesWorld;
  const peeks = new Peeks(world, { base: async () => ({ index: base }) } as unknown as Places);
  const peek = (place: string) => peeks.page(readable, 'appAccounts', place, query);
  return { base, stored, stirred, peeks, peek };
}

describe('QUERY-7 whoever peeked', () => {
  it('is told once that what they saw has changed, of that integration alone, and again once they have peeked again', async () => {
    const { peeks, peek, stirred } = device();
    peeks.changed(one);
    await Promise.all([peek(one), peek(other)]);
    expect(stirred).toEqual([]);
    peeks.changed(one);
    peeks.changed(one);
    expect(stirred).toEqual([one]);
    await peek(one);
    peeks.changed(one);
    expect(stirred).toEqual([one, one]);
  });

  it('is told of a document that comes for the first time, and of a change while it is read', async () => {
    const { peeks, peek, stored, stirred } = device();
    stored.delete(other);
    expect(await peek(other)).toBeNull();
    peeks.changed(other);
    const reading = peek(one);
    peeks.changed(one);
    await reading;
    expect(stirred).toEqual([other, one]);
  });

  it('is told of what the integration itself is in the document that all refer to, and of nothing else there', async () => {
    const { base, peek, stirred } = device();
    await Promise.all([peek(one), peek(other)]);
    base.apply([change('connectedUser', 'u', { environment: 'e', externalId: 'u', name: null, email: null, enabled: true, createdAt: '2026-01-01T00:00:00.000Z' })]);
    expect(stirred).toEqual([]);
    base.apply([offered('other', false)]);
    expect(stirred).toEqual([other]);
  });

  it('is told when a status changes with time, the next one first', async () => {
    const { peeks, peek, stored, stirred } = device();
    stored.set(one, [invited('late', START + 40 * DAY), invited('soon', START + 7 * DAY)]);
    const statuses = async () => (await peek(one))?.rows.map((row) => 'status' in row && row.status);
    expect(await statuses()).toEqual(['Pending invite claim', 'Pending invite claim']);
    vi.advanceTimersByTime(7 * DAY - 1);
    expect(stirred).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(stirred).toEqual([one]);
    expect(await statuses()).toEqual(['Pending invite claim', 'Invite expired']);
    // No timer waits for 33 days: it asks to be set again.
    vi.advanceTimersByTime(25 * DAY);
    expect(await statuses()).toEqual(['Pending invite claim', 'Invite expired']);
    vi.advanceTimersByTime(8 * DAY);
    expect(await statuses()).toEqual(['Invite expired', 'Invite expired']);
    expect(stirred).toEqual([one, one, one]);
    peeks.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
