import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readAll } from '@latchkey/shared/document/records';
import type { Edit } from '@latchkey/shared/edits/edit';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { brokenAt } from '../audit/chain.ts';
import { unpackSnapshot } from '../documents/compressed.ts';
import { entriesFromRows } from '../documents/from-rows.ts';
import { allOf } from '../documents/pages.ts';
import { openScene, userOf, WORKSPACE, type Person } from './scene.ts';

interface Answered {
  readonly person: Person;
  readonly edit: Edit;
  readonly verdict: Verdict;
}

/** Runs a child in the folder and kills it after it has answered so many edits. @returns what it had answered, the last moment included */
async function killAfter(folder: string, seed: number, answers: number): Promise<readonly Answered[]> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('crash-child.ts', import.meta.url)), folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'close');
  const answered: Answered[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    try {
      answered.push(JSON.parse(line) as Answered);
    } catch (error) {
      // The kill may cut the very last line; any other is a fault of this test.
      if (!child.killed) throw error;
    }
    if (answered.length >= answers && !child.killed) child.kill('SIGKILL');
  }
  await gone;
  return answered;
}

test('CASE-36 killed at any moment: every answered edit is there, with its audit entry and what it did', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-crash-'));
  const all: Answered[] = [];
  for (let round = 0; round < 10; round++) {
    const seed = 20_260_221 + round;
    all.push(...(await killAfter(folder, seed, 5 + ((seed * 7_919) % 120))));

    const scene = await openScene({ folder });
    await scene.store.read(async (reader) => {
      const audit = (await reader.audit(WORKSPACE, { before: null, limit: 1_000_000 })).toReversed();
      expect(brokenAt(await reader.auditChain(WORKSPACE, { after: 0, limit: 1_000_000 })), `seed ${seed}: the audit chain`).toBeNull();
      const entries = new Map(audit.map((entry) => [entry.thread, entry]));
      for (const { person, edit, verdict } of all) {
        expect((await reader.verdict(userOf(person), edit.device, edit.id))?.verdict, `seed ${seed}: ${edit.id}`).toEqual(verdict);
        expect(entries.get(edit.thread)?.outcome, `seed ${seed}: the entry of ${edit.id}`).toBe(verdict.outcome);
      }
      const snapshot = await scene.library.snapshot('production');
      const doc = new Y.Doc();
      for (const chunk of await unpackSnapshot(snapshot)) Y.applyUpdate(doc, chunk);
      for (const { update } of await reader.log('production', snapshot.version)) Y.applyUpdate(doc, update);
      const sorted = (entriesOf: Iterable<object>) => [...entriesOf].map((entry) => JSON.stringify(entry)).sort();
      expect(sorted(readAll(doc)), `seed ${seed}: document and rows`).toEqual(sorted(await allOf(entriesFromRows(reader, 'production', WORKSPACE))));
    });
    await scene.close();
  }
  expect(all.length).toBeGreaterThan(300);
  await rm(folder, { recursive: true });
});
