/** One step of a history, taken with the index and with the plain environment. */
import { IndexedRecords, type DocumentIndex } from '../document-index.ts';
import { restoreEnvironmentIndex, type EnvironmentIndex } from '../environment-index.ts';
import type { IndexSnapshot } from '../index-snapshot.ts';
import type { Step } from './histories.ts';
import type { PlainEnvironment } from './plain-environment.ts';

interface Way<Index> {
  readonly restore: (snapshot: IndexSnapshot) => Index | null;
  /** Anything, while a document is on its way. */
  readonly ask: (index: Index) => unknown;
}
export const environmentWay = (locale: string): Way<EnvironmentIndex> => ({ restore: (snapshot) => restoreEnvironmentIndex(snapshot, { locale }), ask: (index) => index.overview() });
export const recordsWay: Way<IndexedRecords> = { restore: IndexedRecords.restore, ask: (index) => index.size };

/** @returns the index to go on with */
export function takeStep<Index extends DocumentIndex & { snapshot(): IndexSnapshot }>(step: Step, index: Index, plain: PlainEnvironment, { restore, ask }: Way<Index>): Index {
  switch (step.kind) {
    case 'apply':
      index.apply(step.changes);
      plain.apply(step.changes);
      return index;
    case 'overlay':
      index.overlay(step.of, step.id, step.elements, step.state);
      plain.overlay(step.of, step.id, step.elements, step.state);
      return index;
    case 'reconcile': {
      // A whole document says nothing of what it does not hold.
      const whole = step.changes.filter(({ text }) => text !== null);
      const half = whole.length >> 1;
      index.beginReconcile();
      index.apply(whole.slice(0, half));
      ask(index);
      index.apply(whole.slice(half));
      index.endReconcile();
      plain.replace(whole);
      return index;
    }
    case 'restart': {
      plain.forgetOverlays();
      const restored = restore(structuredClone(index.snapshot()));
      if (restored === null) throw new Error('the snapshot was refused');
      return restored;
    }
  }
}
