/** The bench of the query index: `node web/bench/index/run.ts`. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { printed, type Figure } from '../figure.ts';
import { appUserFigures } from './app-users.ts';
import { full, generate } from './environment.ts';
import { searchFigures } from './search.ts';
import { tableFigures } from './tables.ts';
import { buildFigures, changeFigures, warmStartFigures } from './upkeep.ts';
import { workload } from './workload.ts';

export async function run(): Promise<readonly Figure[]> {
  // TanStack DB suggests indexes on the console; those that help are made.
  console.warn = () => undefined;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // A copy has flat strings: the pieces they were made of would otherwise be freed while memory is measured.
  const data = structuredClone(generate(full));
  const { index, figures } = buildFigures(data, collect);
  const searched = await searchFigures(index, workload(data));
  return [...figures, ...warmStartFigures(index, data), ...changeFigures(index, data), ...searched, ...tableFigures(index, data.environment), ...appUserFigures(data)];
}

if (import.meta.main) {
  const figures = await run();
  console.log(printed(figures));
  process.exitCode = figures.every(({ holds, bar }) => holds || bar === null) ? 0 : 1;
}
