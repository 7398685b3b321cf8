import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { scenesOfTests } from '../testing/scenes.ts';
import { WORKSPACE } from './scene.ts';

const { open } = scenesOfTests();

/** Tells of what kind lists are read inside transactions. */
const watched = (read: string[]) => (store: Store): Store => ({
  ...store,
  transact: (work) =>
    store.transact((transaction) =>
      work({
        ...transaction,
        soundRows(kind, scope) {
          read.push(`${kind}s of ${scope}`);
          return transaction.soundRows(kind, scope);
        },
      }),
    ),
});

test('EDIT-4 a batch reads the integrations and teams that its edits depend on once, however many edits it has', async () => {
  const read: string[] = [];
  const scene = await open({ wrap: watched(read) });
  await scene.put([sampleIntegration(WORKSPACE, 'production', 'hubspot')]);
  const olivia = await scene.device('olivia').show();
  const edits = ['max', 'mia', 'moritz', 'nora'].map((member) => olivia.edit('member.setEnabled', { member, enabled: false }));
  read.length = 0;
  for (const verdict of await olivia.send(...edits)) expect(verdict).toMatchObject({ outcome: 'applied' });
  expect(read.toSorted()).toEqual(['integrations of development', 'integrations of production', `teams of ${WORKSPACE}`]);
});

test('EDIT-4 PERM-6 what an edit of the batch changed of them counts for the next', async () => {
  const scene = await open();
  await scene.put([sampleIntegration(WORKSPACE, 'production', 'hubspot')]);
  const olivia = await scene.device('olivia').show();
  const team = randomUUID();
  const made = [
    olivia.edit('team.create', { team, name: 'Crew' }),
    olivia.edit('team.setIntegrationLevel', { team, integration: 'hubspot', level: 'manage' }),
    olivia.edit('team.setMember', { team, member: 'olivia', on: true }),
    olivia.edit('member.setLevel', { member: 'olivia', level: 'none' }),
    olivia.edit('integration.setEnabled', { integration: 'hubspot', enabled: false }),
    olivia.edit('team.rename', { team, name: 'Band' }),
  ];
  const verdicts = await olivia.send(...made);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied', 'applied', 'applied', 'refused']);
});
