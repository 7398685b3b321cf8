import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { FOUNDED, userOf, WORKSPACE, type Person, type Scene } from '../edits/scene.ts';
import { workspacesOf } from '../identity/memberships.ts';
import { invitationRow, teamRow } from '../records/rows.ts';
import { lapse } from '../reconcile/lapse.ts';
import type { Row } from '../store/store.ts';
import { sampleIntegration, sampleUser } from '../testing/rows.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { tamper } from './damage.ts';
import { Quarantined } from './library.ts';
import { servedAndTrue } from './served.ts';
import { verifyQuarantined } from './verify.ts';

const { open, reopened } = scenesOfTests();

const invitation = (id: string): Row =>
  invitationRow(id, {
    ...{ workspace: WORKSPACE, email: `${id}@example.com`, level: 'none', environments: { development: 'monitor' }, integrations: {}, status: 'pending' },
    ...{ invitedBy: 'olivia', sentAt: FOUNDED, expiresAt: FOUNDED },
  });

/** A scene with a team, an integration, a user who activated it, and two invitations that are overdue; one of them is damaged. @param made documents that were made before, beside those of the environments */
async function damaged(id: 'crew' | 'contacts' | 'first' | 'activation-x', made: readonly string[] = []): Promise<Scene> {
  const first = await open();
  await first.put([
    sampleIntegration(WORKSPACE, 'production', 'contacts'),
    ...sampleUser(WORKSPACE, 'production', 'x', 'contacts'),
    invitation('first'),
    invitation('second'),
    teamRow('crew', { workspace: WORKSPACE, name: 'Crew', members: { nora: true }, integrations: { contacts: 'manage' }, createdAt: FOUNDED }),
  ]);
  for (const document of ['development', 'production', ...made]) await servedAndTrue(first, document);
  return reopened(first, (path) => tamper(path, `UPDATE records SET record = record || ' ' WHERE id = '${id}'`));
}

const quarantined = (scene: Scene): Promise<readonly string[]> =>
  scene.store.read(async (reader) => (await reader.documents()).filter((document) => document.quarantined !== null).map(({ id }) => id));

test('DOC-7 CASE-39 an edit of a damaged team is refused, and no document that the edit names is quarantined for it', async () => {
  const scene = await damaged('crew');
  const olivia = await scene.device('olivia').show();
  expect(await olivia.do('team.rename', { team: 'crew', name: 'Band' })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  await scene.library.close();
  expect(await quarantined(scene)).toEqual([]);
});

test('DOC-7 CASE-39 an edit that names the document of a damaged integration is refused, those beside it are judged', async () => {
  const scene = await damaged('contacts');
  const olivia = await scene.device('olivia').show('development');
  const { epoch } = await scene.state('development');
  const verdicts = await olivia.send(
    olivia.edit('connectedUser.setEnabled', { user: 'u1', enabled: false }, { document: 'integration.contacts', epoch }),
    olivia.edit('connectedUser.setEnabled', { user: 'u9', enabled: false }),
  );
  expect(verdicts).toMatchObject([{ outcome: 'refused', reason: 'conflict' }, { outcome: 'refused', reason: 'unknown' }]);
  await scene.library.close();
  expect(await quarantined(scene)).toEqual(['production']);
});

test('EDIT-4 CASE-39 damage found while an edit is carried out: it is refused, nothing of it is written, the others of its batch are applied', async () => {
  const scene = await damaged('activation-x');
  const olivia = await scene.device('olivia').show('development');
  const { epoch, version: base } = await scene.state('production');
  const remove = olivia.edit('connectedUser.setRemoved', { user: 'user-x', removed: true }, { document: 'production', epoch, base });
  const disable = olivia.edit('member.setEnabled', { member: 'nora', enabled: false });
  expect(await olivia.send(remove, disable)).toMatchObject([{ outcome: 'refused', reason: 'conflict' }, { outcome: 'applied' }]);
  expect(await scene.row('connectedUser', 'user-x')).toMatchObject({ removed: false });
});

test('EDIT-4 CASE-39 a damaged notice keeps no batch from its verdicts', async () => {
  const first = await open();
  const refused = async (scene: Scene) => (await scene.device('moritz').show()).do('connectedUser.setEnabled', { user: 'u1', enabled: false });
  expect(await refused(first)).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  const scene = await reopened(first, (path) => tamper(path, "UPDATE records SET record = record || ' ' WHERE kind = 'notice'"));
  expect(await refused(scene)).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
});

const readable = (scene: Scene, person: Person): Promise<readonly string[]> =>
  scene.store.read(async (reader) => (await workspacesOf(reader, userOf(person))).flatMap(({ environments }) => environments.flatMap(({ documents }) => documents)));

test('DOC-7 CASE-39 a damaged team gives nothing, and takes nothing else from those in it or from others', async () => {
  const scene = await damaged('crew');
  expect(await readable(scene, 'nora')).toEqual([]);
  expect(await readable(scene, 'olivia')).toEqual(['development', 'production', 'integration.contacts', 'runs.contacts']);
  const max = await scene.device('max').show();
  expect(await max.do('connectedUser.setEnabled', { user: 'u1', enabled: false })).toMatchObject({ outcome: 'applied' });
});

test('DOC-7 CASE-39 a damaged integration is not listed, all else is', async () => {
  const scene = await damaged('contacts');
  expect(await readable(scene, 'nora')).toEqual([]);
  expect(await readable(scene, 'olivia')).toEqual(['development', 'production']);
});

test('DOC-7 CASE-39 beside a damaged integration members, teams and invitations are edited as ever; once it is repaired, its documents show that', async () => {
  const scene = await damaged('contacts', ['scoped.contacts']);
  const olivia = await scene.device('olivia').show('development');
  const verdicts = await olivia.send(
    olivia.edit('member.setEnabled', { member: 'nora', enabled: false }),
    olivia.edit('team.rename', { team: 'crew', name: 'Band' }),
    olivia.edit('invitation.setStatus', { invitation: 'first', status: 'revoked' }),
  );
  expect(verdicts).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'applied' }]);
  await scene.library.close();
  // What its documents did not get is made up for when that of the environment is lifted.
  expect(await quarantined(scene)).toEqual(['production']);

  const repaired = await reopened(scene, (path) => tamper(path, "UPDATE records SET record = rtrim(record) WHERE id = 'contacts'"));
  expect(await verifyQuarantined(repaired.store, randomUUID)).toContainEqual({ document: 'production', damage: null });
  for (const document of ['production', 'scoped.contacts']) await servedAndTrue(repaired, document);
});

test('DOC-7 CASE-39 verified while something else of its environment is still damaged: the documents of a repaired integration show what was done meanwhile', async () => {
  const scene = await damaged('contacts', ['scoped.contacts']);
  const olivia = await scene.device('olivia').show('development');
  expect(await olivia.do('team.rename', { team: 'crew', name: 'Band' })).toMatchObject({ outcome: 'applied' });
  await scene.library.close();
  const repaired = await reopened(scene, (path) => tamper(path, "UPDATE records SET record = rtrim(record) WHERE id = 'contacts'; UPDATE records SET record = record || ' ' WHERE id = 'u1'"));
  expect(await verifyQuarantined(repaired.store, randomUUID)).toEqual([{ document: 'production', damage: expect.stringContaining('u1') as string }]);
  await servedAndTrue(repaired, 'scoped.contacts');
});

test('DOC-7 CASE-39 a document that can not be made for damage of something else is an error, and is made when that is repaired', async () => {
  const scene = await damaged('crew');
  await expect(scene.library.snapshot('scoped.contacts')).rejects.toThrow(Quarantined);
  await scene.library.close();
  expect(await quarantined(scene)).toEqual([]);
  const repaired = await reopened(scene, (path) => tamper(path, "UPDATE records SET record = rtrim(record) WHERE id = 'crew'"));
  await servedAndTrue(repaired, 'scoped.contacts');
});

test('RECON-4 CASE-39 a damaged row that is overdue keeps no other from lapsing', async () => {
  const scene = await damaged('first');
  const world = { ...scene, clock: () => scene.now, id: randomUUID };
  expect(await lapse(world)).toBe(1);
  expect((await scene.row('invitation', 'second'))?.record).toMatchObject({ status: 'expired' });
  expect(await lapse(world)).toBe(0);
});

test('MERGE-2 DOC-7 what was committed while a document was in quarantine is unseen by who was last shown it before', async () => {
  const scene = await open();
  const otto = await scene.device('otto').show('production');
  const before = await scene.state('production');
  await scene.store.quarantine('production', 'a bit was flipped', randomUUID());
  const olivia = await scene.device('olivia').show('development');
  const verdict = await olivia.do('member.setEnabled', { member: 'nora', enabled: false });
  expect(verdict).toMatchObject({ outcome: 'applied' });
  expect(Object.keys(verdict.versions)).toEqual(['development']);

  expect(await verifyQuarantined(scene.store, randomUUID)).toEqual([{ document: 'production', damage: null }]);
  expect((await scene.state('production')).version).toBe(before.version + 1);
  expect(await otto.do('member.setEnabled', { member: 'nora', enabled: true })).toMatchObject({ outcome: 'superseded', by: 'Olivia' });
  await otto.show('production');
  expect(await otto.do('member.setEnabled', { member: 'nora', enabled: true })).toMatchObject({ outcome: 'applied' });
  await servedAndTrue(scene, 'production');
});
