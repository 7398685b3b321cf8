/** What a person is told of their edits, against the real server: by the names of things, and of all of them. */
import 'fake-indexeddb/auto';
import { integrationDocument } from '@latchkey/shared/document/placement';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import { all, Sample, sessionOf } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;
beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

describe('what is told of edits', () => {
  it('SYNC-9 a run that is refused is called by what was to run, at once and in the notice', async () => {
    const { tab, environment } = await sample.signedIn('mateo');
    const rows = await tableQueries(tab.calls).rows('activations', environment, all('user'));
    const activation = rows.find(({ user, integration, off }) => user !== null && integration !== null && off.length === 0);
    const called = `${activation?.integration?.name}, ${activation?.user?.name}`;
    const run = { run: crypto.randomUUID(), environment, integration: activation?.integration?.id ?? '', activation: activation?.id ?? '' };
    await tab.calls.edit(environment, [{ name: 'activation.runNow', args: run }]);
    await tab.until(() => tab.all('edit').some(({ kind }) => kind === 'refused'));
    expect(tab.all('edit')).toMatchObject([{ kind: 'refused', subject: called }]);
    await tab.until(() => (tab.last('notices') ?? []).length > 0);
    expect(tab.last('notices')).toMatchObject([{ notice: { subject: called } }]);
  });

  it('SYNC-9 the ids of an edit are called by their names, a role as its integration calls it', async () => {
    const { tab, environment } = await sample.signedIn('olivia');
    const integration = (await tab.calls.overview(environment)).integrations.find(({ record }) => Object.keys(record.roles).length > 0);
    const [role, { name } = { name: '' }] = Object.entries(integration?.record.roles ?? {})[0] ?? ['', undefined];
    const [member] = await tableQueries(tab.calls).rows('members', environment, all('name'));
    const [here] = (await sessionOf(tab)).workspaces[0]?.environments ?? [];
    const id = integration?.id ?? '';
    const names = await tab.calls.names(environment, [
      { name: 'appAccount.setRole', args: { account: 'a', role, on: true }, document: integrationDocument(id) },
      { name: 'member.setRunRight', args: { member: member?.id ?? '', target: `integration/${id}`, right: 'view', on: true } },
      { name: 'member.setEnvironmentLevel', args: { member: 'nobody', environment, level: 'manage' } },
    ]);
    expect(names).toEqual([{ [role]: name }, { [member?.id ?? '']: member?.name, [`integration/${id}`]: integration?.record.name }, { [environment]: here?.name }]);
  });
});
