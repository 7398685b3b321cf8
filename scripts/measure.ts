/** Runs one part of the bench in a process of its own: prints its figures and writes them as JSON. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { printed, type Figure } from '../web/bench/figure.ts';

const [module = '', output = ''] = process.argv.slice(2);
const { run } = (await import(pathToFileURL(resolve(module)).href)) as { run: () => Promise<Figure[]> };
const figures = await run();
console.log(printed(figures));
writeFileSync(output, `${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = figures.every((figure) => figure.bar === null || figure.holds) ? 0 : 1;
