/** What a person is told of their edits, against the real server: by the names of things, and of all of them. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import { all, Sample } from './testing/sample.ts';

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
});
