/** One step of a history, taken with the index and with the plain environment. */
import { restoreEnvironmentIndex, type EnvironmentIndex } from '../environment-index.ts';
import type { Step } from './histories.ts';
import type { PlainEnvironment } from './plain-environment.ts';

/** @returns the index to go on with */
export function takeStep(step: Step, index: EnvironmentIndex, plain: PlainEnvironment, locale: string): EnvironmentIndex {
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
      index.overview();
      index.apply(whole.slice(half));
      index.endReconcile();
      plain.replace(whole);
      return index;
    }
    case 'restart': {
      plain.forgetOverlays();
      const restored = restoreEnvironmentIndex(structuredClone(index.snapshot()), { locale });
      if (restored === null) throw new Error('the snapshot was refused');
      return restored;
    }
  }
}
