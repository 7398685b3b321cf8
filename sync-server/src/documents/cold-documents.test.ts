import { LAYOUT, META } from '@latchkey/shared/document/layout';
import { expect, test } from 'vitest';
import { noteSignIn } from '../identity/last-sign-in.ts';
import { personRow, type Scene } from '../edits/scene.ts';
import type { Reader, Store } from '../store/store.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { takeFirstSnapshot } from './compressed.ts';
import { changedCopy } from './damage.ts';
import { Quarantined } from './library.ts';
import { LiveDocument } from './live-document.ts';
import { servedAndTrue } from './served.ts';

const { open } = scenesOfTests();

/** Tells what of stored documents is read, and where. */
const watched = (read: string[]) => (store: Store): Store => {
  const told = (where: string, { snapshot, log }: Reader): Pick<Reader, 'snapshot' | 'log'> => ({
    snapshot(document) {
      read.push(`${where}: snapshot of ${document}`);
      return snapshot(document);
    },
    log(document, after) {
      read.push(`${where}: log of ${document}`);
      return log(document, after);
    },
  });
  return {
    ...store,
    transact: (work) => store.transact((transaction) => work({ ...transaction, ...told('inside', transaction) })),
    read: (work) => store.read((reader) => work({ ...reader, ...told('beside', reader) })),
  };
};
const inside = (read: readonly string[]) => read.filter((each) => each.startsWith('inside'));

/** A server that was started again: documents are stored, and none is in memory. */
async function started(read: string[]): Promise<Scene> {
  const before = await open();
  for (const document of ['production', 'development']) await servedAndTrue(before, document);
  return open({ folder: await changedCopy(before, () => undefined), wrap: watched(read) });
}

test('DOC-8 a document that nobody has asked for is rows and a version only, and is made of the rows when it is asked for', async () => {
  const scene = await open();
  const late = (id: string) => ({ ...personRow(id), environment: 'development', record: { ...personRow(id).record, environment: 'development' } });
  const stored = () =>
    scene.store.read(async (reader) => ({ version: (await reader.document('development'))?.version, snapshot: await reader.snapshot('development'), log: await reader.log('development', 0) }));
  const { version = 0 } = await stored();
  await scene.put([late('d1')]);
  await scene.put([late('d2')]);
  expect(await stored()).toEqual({ version: version + 2, snapshot: undefined, log: [] });
  await servedAndTrue(scene, 'development');
  expect((await stored()).snapshot).toBeDefined();
});

test('DOC-9 a sign-in loads no document while it holds up other writers', async () => {
  const read: string[] = [];
  const scene = await started(read);
  await noteSignIn(scene, 'user-max', '2026-02-01T00:00:00.000Z');
  expect(inside(read)).toEqual([]);
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
  expect(inside(read)).toEqual([]);
  expect(await scene.store.read((reader) => reader.audit('acme', { before: null, limit: 10 }))).toHaveLength(1);
  await servedAndTrue(scene, 'production');
});

test('DOC-9 SYNC-10 asked for the version of a document, it is not loaded', async () => {
  const read: string[] = [];
  const scene = await started(read);
  const stored = await scene.store.read((reader) => reader.document('production'));
  expect(await scene.library.state('production')).toEqual(stored);
  expect(read).toEqual([]);
  await scene.store.quarantine('production', 'a bit was flipped', 'fresh');
  await expect(scene.library.state('production')).rejects.toThrow(Quarantined);
});

test.each(['asked for', 'written'])('DOC-5 a document that was stored in another layout is made anew from the rows, in a new epoch, when it is %s', async (how) => {
  const before = await open();
  const { epoch, version } = await before.state('production');
  const old = await LiveDocument.fresh(epoch, version, []);
  old.doc.getMap(META).set('layout', LAYOUT - 1);
  const snapshot = await takeFirstSnapshot(old);
  await before.store.transact((transaction) => transaction.putSnapshot('production', snapshot, version));
  const scene = await open({ folder: await changedCopy(before, () => undefined) });
  if (how === 'written') await scene.put([personRow('u4')]);
  await servedAndTrue(scene, 'production');
  expect((await scene.state('production')).epoch).not.toBe(epoch);
});
