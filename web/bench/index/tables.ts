/** The tables that are built when they are asked for: how long that takes, and each question afterwards. */
import type { PageQuery } from '../../src/replica/client.ts';
import type { EnvironmentIndex } from '../../src/replica/index/environment-index.ts';
import { lazyTables } from '../../src/replica/index/lazy-tables.ts';
import { percentile, type Figure } from '../figure.ts';

const all: PageQuery = { search: '', filters: {}, sort: { by: 'status', descending: false }, page: 1, size: 20 };
const searches = ['m', 'ma', 'mar', 'maria', 'maria g', '노', '4711'].map((search): PageQuery => ({ ...all, search }));

const questions: Readonly<Record<'activations' | 'connections', readonly PageQuery[]>> = {
  activations: [
    all,
    ...searches,
    { ...all, filters: { latestRun: { kind: 'any', of: ['error'] } }, sort: { by: 'latestRun', descending: true } },
    { ...all, sort: { by: 'user', descending: false }, page: 900 },
    { ...all, filters: { user: { kind: 'words', text: '31' } }, sort: { by: 'integration', descending: true } },
    { ...all, filters: { group: { kind: 'any', of: ['CRM', 'Messages'] } }, sort: { by: 'group', descending: true }, page: 30 },
  ],
  connections: [
    all,
    ...searches,
    { ...all, filters: { status: { kind: 'any', of: ['invalid'] } }, sort: { by: 'authorized', descending: true } },
    { ...all, sort: { by: 'name', descending: true }, page: 500 },
  ],
};

export function tableFigures(index: EnvironmentIndex, environment: string): readonly Figure[] {
  const tables = lazyTables(index, environment);
  const timed = <T>(work: () => T): readonly [number, T] => {
    const start = performance.now();
    const result = work();
    return [performance.now() - start, result];
  };
  return (['activations', 'connections'] as const).flatMap((name): readonly Figure[] => {
    const slices: number[] = [];
    for (let whole = false; !whole; ) {
      const [took, done] = timed(() => tables[name].build());
      slices.push(took);
      whole = done;
    }
    const longest = Math.max(...slices);
    const asked = Array.from({ length: 10 }, () => questions[name].map((query) => timed(() => tables[name].page(query))[0])).flat();
    const p95 = percentile(asked, 0.95);
    return [
      { what: `${name}, built when first asked for`, value: slices.reduce((a, b) => a + b, 0), unit: 'ms', bar: null, holds: true },
      { what: `${name}: longest slice of it, which others wait for`, value: longest, unit: 'ms', bar: '≤ 250', holds: longest <= 250 },
      { what: `${name}: p95 of one question`, value: p95, unit: 'ms', bar: '≤ 8', holds: p95 <= 8 },
    ];
  });
}
