/** What it costs to build the index, to keep it, to put it away and to have it back. */
import { deserialize, serialize } from 'node:v8';
import type { Change } from '@latchkey/shared/document/records';
import { createEnvironmentIndex, restoreEnvironmentIndex, type EnvironmentIndex } from '../../src/replica/index/environment-index.ts';
import { percentile, type Figure } from '../figure.ts';
import type { Generated } from './environment.ts';
import { asked } from './question.ts';
import { everyone } from './workload.ts';

const locale = 'en';
/** Changes in one batch: queries get in between. */
const BATCH = 2000;
const MB = 1024 * 1024;

const ms = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const used = (collect: () => void): number => {
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
};

function* batches(changes: readonly Change[]): Generator<readonly Change[]> {
  for (let from = 0; from < changes.length; from += BATCH) yield changes.slice(from, from + BATCH);
}

/** First sync: batch after batch, with a question after each. */
export function buildFigures(data: Generated, collect: () => void): { readonly index: EnvironmentIndex; readonly figures: readonly Figure[] } {
  const before = used(collect);
  const index = createEnvironmentIndex({ locale });
  const applied: number[] = [];
  const waits: number[] = [];
  for (const batch of batches(data.changes)) {
    applied.push(ms(() => index.apply(batch)));
    waits.push(ms(() => index.users.page(asked({ ...everyone, search: 'mar' }))));
  }
  const total = applied.reduce((a, b) => a + b, 0);
  const memory = (used(collect) - before) / MB;
  const slice = Math.max(...applied);
  const wait = Math.max(...waits);
  const figures: Figure[] = [
    { what: `first sync: ${data.changes.length.toLocaleString('en')} changes applied`, value: total, unit: 'ms', bar: null, holds: true },
    { what: `first sync: longest batch of ${BATCH.toLocaleString('en')}`, value: slice, unit: 'ms', bar: null, holds: true },
    { what: 'first sync: longest question in between', value: wait, unit: 'ms', bar: '≤ 100', holds: wait <= 100 },
    { what: 'memory of the index', value: memory, unit: 'MB', bar: '≤ 150', holds: memory <= 150 },
  ];
  return { index, figures };
}

/** One record changes, and the index answers with it. */
export function changeFigures(index: EnvironmentIndex, data: Generated): readonly Figure[] {
  const changed: number[] = [];
  const waited: number[] = [];
  for (let n = 0; n < 200; n++) {
    const user = data.users[(n * 499) % data.users.length];
    const connection = data.connections[(n * 293) % data.connections.length];
    if (user === undefined || connection === undefined) continue;
    const renamed = (name: string | null): Change => ({ kind: 'connectedUser', id: user.id, part: 'record', text: JSON.stringify({ ...user.record, name }) });
    const broken = (status: string): Change => ({ kind: 'connection', id: connection.id, part: 'record', text: JSON.stringify({ ...connection.record, status }) });
    for (const change of [renamed(`Renamed ${n}`), broken('invalid'), broken('valid'), broken(connection.record.status), renamed(user.record.name)]) {
      const query = asked({ ...everyone, search: n % 2 === 0 ? 'renamed' : '' });
      changed.push(ms(() => index.apply([change])));
      waited.push(ms(() => index.users.page(query)));
    }
  }
  const p95 = percentile(changed, 0.95);
  const longest = Math.max(...changed);
  const page = percentile(waited, 0.95);
  return [
    { what: 'one changed record → index up to date, p95', value: p95, unit: 'ms', bar: '≤ 5', holds: p95 <= 5 },
    { what: 'one changed record → index up to date, longest', value: longest, unit: 'ms', bar: null, holds: true },
    { what: 'the page asked for after it, p95', value: page, unit: 'ms', bar: null, holds: true },
  ];
}

/** Put away and had back, as IndexedDB does: by structured clone. */
export function warmStartFigures(index: EnvironmentIndex, data: Generated): readonly Figure[] {
  const query = asked(everyone);
  const snapshot = index.snapshot();
  const made = ms(() => index.snapshot());
  const bytes = serialize(snapshot);
  const first: number[] = [];
  for (let run = 0; run < 5; run++) {
    const copy = deserialize(bytes) as typeof snapshot;
    first.push(ms(() => restoreEnvironmentIndex(copy, { locale })?.users.page(query)));
  }
  const restored = restoreEnvironmentIndex(deserialize(bytes) as typeof snapshot, { locale });
  if (restored === null || JSON.stringify(restored.users.page(query)) !== JSON.stringify(index.users.page(query))) throw new Error('a warm start answers differently');
  const slices: number[] = [];
  restored.beginReconcile();
  for (const batch of batches(data.changes)) slices.push(ms(() => restored.apply(batch)));
  restored.endReconcile();
  const toFirstPage = percentile(first, 0.5);
  return [
    { what: 'snapshot made', value: made, unit: 'ms', bar: null, holds: true },
    { what: 'snapshot, as cloned', value: bytes.length / MB, unit: 'MB', bar: null, holds: true },
    { what: 'restored to the first page, median of 5', value: toFirstPage, unit: 'ms', bar: '≤ 150', holds: toFirstPage <= 150 },
    { what: 'reconciled with the whole document', value: slices.reduce((a, b) => a + b, 0), unit: 'ms', bar: null, holds: true },
    { what: 'reconciling: longest batch', value: Math.max(...slices), unit: 'ms', bar: null, holds: true },
  ];
}
