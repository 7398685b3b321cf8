import { describe, expect, it } from 'vitest';
import { droppable, overlayOf } from './overlay.ts';
import { newEdit, settled, waiting } from './samples.ts';

const none = new Set<string>();
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
