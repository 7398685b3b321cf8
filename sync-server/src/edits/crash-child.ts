/** A server that edits without end, to be killed: run by crash.test.ts. Says what it has answered, one JSON line each. */
import { writeSync } from 'node:fs';
import { ENVIRONMENTS, openScene } from './scene.ts';

const [folder, seed] = process.argv.slice(2);
if (folder === undefined || seed === undefined) throw new Error('usage: crash-child.ts <folder> <seed>');

/** Numerical Recipes' generator: the same seed makes the same edits. */
let state = Number(seed) >>> 0;
const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const scene = await openScene({ folder });
const people = ['olivia', 'max', 'mia', 'moritz'] as const;

async function work(person: (typeof people)[number]): Promise<never> {
  const device = await scene.device(person).show(ENVIRONMENTS[1]);
  for (;;) {
    const user = `u${1 + random(3)}`;
    const edits = Array.from({ length: 1 + random(3) }, () =>
      random(8) === 0
        ? device.edit('connectedUser.setRemoved', { user, removed: random(2) === 0 })
        : device.edit('connectedUser.setEnabled', { user, enabled: random(2) === 0 }),
    );
    const verdicts = await device.send(...edits);
    for (const [index, edit] of edits.entries()) writeSync(1, `${JSON.stringify({ person, edit, verdict: verdicts[index] })}\n`);
    if (random(3) === 0) await device.show(ENVIRONMENTS[1]);
    if (random(20) === 0) await scene.library.snapshot(ENVIRONMENTS[1]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
await Promise.all(people.map(work));
