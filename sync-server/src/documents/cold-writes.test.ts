import { expect, test } from 'vitest';
import { noteSignIn } from '../identity/last-sign-in.ts';
import type { Scene } from '../edits/scene.ts';
import type { Store } from '../store/store.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { changedCopy } from './damage.ts';
import { servedAndTrue } from './served.ts';

const { open } = scenesOfTests();

/** Tells what of stored documents is read inside transactions. */
const watched = (read: string[]) => (store: Store): Store => ({
  ...store,
  transact: (work) =>
    store.transact((transaction) =>
      work({
        ...transaction,
        snapshot(document) {
          read.push(`snapshot of ${document}`);
          return transaction.snapshot(document);
        },
        log(document, after) {
          read.push(`log of ${document}`);
          return transaction.log(document, after);
        },
      }),
    ),
});

/** A server that was started again: documents are stored, and none is in memory. */
async function started(read: string[]): Promise<Scene> {
  const before = await open();
  for (const document of ['production', 'development']) await servedAndTrue(before, document);
  return open({ folder: await changedCopy(before, () => undefined), wrap: watched(read) });
}

test('DOC-9 a sign-in loads no document while it holds up other writers', async () => {
  const read: string[] = [];
  const scene = await started(read);
  await noteSignIn(scene, 'user-max', '2026-02-01T00:00:00.000Z');
  expect(read).toEqual([]);
  expect((await scene.row('member', 'max'))?.status).toEqual({ lastSignInAt: '2026-02-01T00:00:00.000Z' });
  for (const document of ['production', 'development']) await servedAndTrue(scene, document);
});

test('DOC-9 EDIT-5 nor does an edit; it is judged once, and has one verdict and one audit entry', async () => {
  const read: string[] = [];
  const scene = await started(read);
  const device = scene.device('max');
  const { epoch, version: base } = await scene.store.read(async (reader) => (await reader.document('production')) ?? { epoch: '', version: 0 });
  const edit = { ...(await device.show('development')).edit('connectedUser.setEnabled', { user: 'u1', enabled: false }), document: 'production', epoch, base };
  expect(await device.send(edit)).toMatchObject([{ outcome: 'applied', versions: { production: base + 1 } }]);
  expect(read).toEqual([]);
  expect(await scene.store.read((reader) => reader.audit('acme', { before: null, limit: 10 }))).toHaveLength(1);
  await servedAndTrue(scene, 'production');
});
