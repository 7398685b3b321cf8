import { describe, expect, it } from 'vitest';
import { effectOf } from './effect.ts';
import { droppable, overlayOf as overlayWith } from './overlay.ts';
import type { OutboxEntry } from './outbox.ts';
import { newEdit, settled, waiting } from './samples.ts';

const none = new Set<string>();
const overlayOf = (entries: readonly OutboxEntry[], document: string, sending: ReadonlySet<string>) =>
  overlayWith(entries, document, sending, (entry) => effectOf(entry, { workspace: 'acme', member: 'max' }));
const on = { path: 'enabled', value: true };
const off = { path: 'enabled', value: false };

describe('the overlay', () => {
  it('shows what each record is set to, in the order of the device, of one document alone', () => {
    const entries = [
      waiting(1, newEdit('a', false)),
      waiting(2, newEdit('b', false)),
      waiting(3, newEdit('a', true)),
      waiting(4, newEdit('c', true, { document: 'other' })),
    ];
    expect([...overlayOf(entries, 'env', none).values()]).toEqual([
      { kind: 'connectedUser', id: 'a', elements: [off, on], state: { kind: 'kept' } },
      { kind: 'connectedUser', id: 'b', elements: [off], state: { kind: 'kept' } },
    ]);
  });

  it('OUT-2 says of a record only what holds for all of its edits', () => {
    const [first, second] = [newEdit('a', false), newEdit('a', true)];
    const stateOf = (entries: Parameters<typeof overlayOf>[0], sending = none) => overlayOf(entries, 'env', sending).get('connectedUser/a')?.state;
    expect(stateOf([waiting(1, first), waiting(2, second)], new Set([first.edit.id]))).toEqual({ kind: 'kept' });
    expect(stateOf([waiting(1, first), waiting(2, second)], new Set([first.edit.id, second.edit.id]))).toEqual({ kind: 'sending' });
    expect(stateOf([settled(1, first, { env: 9 }), waiting(2, second)])).toEqual({ kind: 'kept' });
    expect(stateOf([settled(1, first, { env: 9 })])).toBeNull();
  });

  it('EDIT-11 shows what an edit creates, and what is done to that before the server has heard of either', () => {
    const team = crypto.randomUUID();
    const [created, renamed] = [newEdit('', true, { name: 'team.create', args: { team, name: 'Support' } }), newEdit('', true, { name: 'team.rename', args: { team, name: 'Help' } })];
    expect([...overlayOf([waiting(1, created), waiting(2, renamed)], 'env', none).values()]).toEqual([
      {
        ...{ kind: 'team', id: team, state: { kind: 'kept' } },
        elements: [
          { path: 'removed', value: false, creates: { workspace: 'acme', name: 'Support', members: {}, integrations: {}, createdAt: '1970-01-01T00:00:00.001Z' } },
          { path: 'name', value: 'Help' },
        ],
      },
    ]);
  });

  it('CASE-35 leaves out an edit that this version can not read', () => {
    expect(overlayOf([waiting(1, newEdit('a', false, { name: 'connectedUser.setColour' }))], 'env', none).size).toBe(0);
  });

  it.each([
    ['OUT-3 goes when the document has reached the version of the verdict', settled(1, newEdit('a', false), { env: 5 }), 5, true],
    ['OUT-3 stays while the document is behind', settled(1, newEdit('a', false), { env: 5 }), 4, false],
    ['OUT-3 goes at once where the verdict names no version', settled(1, newEdit('a', false), {}), 1, true],
    ['OUT-3 stays without a verdict', waiting(1, newEdit('a', false)), 99, false],
    ['OUT-3 is of its own document', settled(1, newEdit('a', false, { document: 'other' }), { other: 1 }), 99, false],
  ] as const)('%s', (_, entry, version, goes) => {
    expect(droppable([entry], 'env', version)).toEqual(goes ? [entry] : []);
  });
});
