import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { countStructs, encodeChunks } from './chunks.ts';
import { countAll, observeChanges, readAll, readMeta, writeChanges, type Change } from './records.ts';

const change = fc.record({
  kind: fc.constantFrom('connectedUser' as const, 'activation' as const),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  part: fc.constantFrom('record' as const, 'status' as const),
  text: fc.option(fc.string(), { nil: null }),
});
const history = fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), { maxLength: 40 });

const written = (commits: readonly (readonly Change[])[]): Y.Doc => {
  const doc = new Y.Doc();
  commits.forEach((changes, version) => writeChanges(doc, changes, { epoch: 'one', version: version + 1 }));
  return doc;
};

const content = (doc: Y.Doc) => [...readAll(doc)].map((entry) => JSON.stringify(entry)).sort();

test('SYNC-1 the chunks of a document, applied in order, are the document', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 400 }), (commits, chunkBytes) => {
      const doc = written(commits);
      const copy = new Y.Doc();
      for (const chunk of encodeChunks(doc, chunkBytes)) Y.applyUpdate(copy, chunk);
      expect(content(copy)).toEqual(content(doc));
      expect(readMeta(copy)).toEqual(readMeta(doc));
      expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
      expect(copy.store.pendingStructs).toBeNull();
    }),
  );
});

test('DOC-3 what an observer is told, replayed, is what the document holds', () => {
  fc.assert(
    fc.property(history, (commits) => {
      const doc = new Y.Doc();
      const seen = new Map<string, Change>();
      observeChanges(doc, (changes) => {
        for (const entry of changes) {
          const key = `${entry.kind} ${entry.id} ${entry.part}`;
          if (entry.text === null) seen.delete(key);
          else seen.set(key, entry);
        }
      });
      commits.forEach((changes, version) => writeChanges(doc, changes, { epoch: 'one', version: version + 1 }));
      expect([...seen.values()].map((entry) => JSON.stringify(entry)).sort()).toEqual(content(doc));
    }),
  );
});

test('DOC-6 overwriting leaves dead structs behind; live entries are counted without them', () => {
  const doc = written(Array.from({ length: 50 }, (_, i): Change[] => [
    { kind: 'connectedUser', id: i % 2 === 0 ? 'a' : 'b', part: 'record', text: String(i) },
  ]));
  expect(countAll(doc)).toBe(2);
  expect(countStructs(doc)).toBeGreaterThan(50);
});
