/** What an integration is, and the roles that it offers (CONF). */
import { randomUUID } from 'node:crypto';
import { Integration } from '@latchkey/shared/domain/integration';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP, appDocument, openAppScene, type AppScene } from './app-scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const integration = async () => v.parse(Integration, (await scene.row('integration', APP))?.record);
const configure = (field: string, value: string | null) => ['integration.configure', { integration: APP, field, value }] as const;
const offer = (role: string, on: boolean) => ['integration.setRoleOffered', { integration: APP, role, on }] as const;

describe('CONF-1 every field is an element of its own', () => {
  test('two managers who change different ones both succeed; of one the later stands', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    for (const edit of [configure('name', 'HubSpot for sales'), configure('flow/url', null), configure('teamWord', 'group')]) expect(await max.do(...edit)).toMatchObject({ outcome: 'applied' });
    scene.now += 1_000;
    for (const edit of [configure('configuration/id', 'crm-2'), configure('sharing', 'account'), configure('name', 'HubSpot')]) expect(await mia.do(...edit)).toMatchObject({ outcome: 'applied' });
    expect(await integration()).toMatchObject({ name: 'HubSpot', flow: { url: null }, teamWord: 'group', configuration: { id: 'crm-2' }, sharing: 'account' });
  });

  test.each([
    ['flow/url', 'javascript:alert(1)'],
    ['sharing', 'everybody'],
    ['name', ''],
    ['connector', 'slack'],
  ])('EDIT-2 %s is not set to %s', async (field, value) => {
    const max = await scene.device('max').show();
    expect(await max.do(...configure(field, value))).toMatchObject({ outcome: 'refused', reason: 'malformed' });
  });

  test('PERM-12 its group is for who gives rights to runs', async () => {
    const [max, ada] = [await scene.device('max').show(), await scene.device('ada').show()];
    expect(await max.do('integration.setGroup', { integration: APP, group: 'crm' })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
    expect(await ada.do('integration.setGroup', { integration: APP, group: 'finance' })).toMatchObject({ outcome: 'applied' });
    expect((await integration()).group).toBe('finance');
  });
});

describe('CONF-3 the catalogue is a set of roles', () => {
  test('they merge one by one; one that is no longer offered stands against who offers it unknowing', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...offer('viewer', false));
    scene.now += 1_000;
    expect(await mia.do(...offer('viewer', true))).toMatchObject({ outcome: 'superseded', stands: false });
    expect(await mia.do('integration.addRole', { integration: APP, role: 'guest', name: 'Guest' })).toMatchObject({ outcome: 'applied' });
    expect(await max.do('integration.configureRole', { integration: APP, role: 'admin', field: 'description', value: 'Everything' })).toMatchObject({ outcome: 'applied' });
    expect((await integration()).roles).toMatchObject({ viewer: { name: 'Viewer', offered: false }, guest: { name: 'Guest' }, admin: { description: 'Everything' } });
    await mia.show();
    expect(await mia.do(...offer('viewer', true))).toMatchObject({ outcome: 'applied' });
    expect((await integration()).roles['viewer']).toEqual({ name: 'Viewer', description: null });
  });

  test('who has a role that is no longer offered keeps it; nobody is given it, nor through an app team', async () => {
    const max = await scene.device('max').show(appDocument);
    await max.do('appAccount.setRole', { account: 'acc', role: 'editor', on: true });
    await max.show();
    await max.do(...offer('editor', false));
    expect(Object.keys((await scene.account('acc')).desired.roles)).toEqual(['editor']);
    await max.show(appDocument);
    expect(await max.do('appTeam.add', { appTeam: randomUUID(), environment: 'production', integration: APP, name: 'Agents', role: 'editor', team: null })).toMatchObject({ outcome: 'refused' });
    expect(await max.do('appAccount.setRole', { account: 'acc', role: 'editor', on: false })).toMatchObject({ outcome: 'applied' });
    expect(await max.do('appAccount.setRole', { account: 'acc', role: 'editor', on: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  });

  test('a role that is there is not added, and one that is not there is not changed', async () => {
    const max = await scene.device('max').show();
    expect(await max.do('integration.addRole', { integration: APP, role: 'admin', name: 'Other' })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    expect(await max.do(...offer('nobody', false))).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  });
});
