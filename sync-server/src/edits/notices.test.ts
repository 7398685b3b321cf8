import { scopedDocument } from '@latchkey/shared/document/placement';
import { Notice } from '@latchkey/shared/domain/notice';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Request } from '@latchkey/shared/edits/definition';
import { definitions } from '@latchkey/shared/edits/definitions';
import { everyEdit, unknownIds } from '@latchkey/shared/testing/every-edit';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activationRow, appTeamRow, connectionRow, invitationRow, runRow, teamRow, viewRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { accountRow, APP, appDocument, appRunsDocument, openAppScene, sampleAccount, type AppScene } from './app-scene.ts';
import { FOUNDED, memberOf, WORKSPACE, type Person } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const NAME = 'HubSpot → Northwind CRM';
const noticesOf = async (person: Person): Promise<readonly Notice[]> => (await scene.notices(person)).map(({ record }) => v.parse(Notice, record));
const documentOf: Readonly<Partial<Record<Kind, string>>> = { appAccount: appDocument, appTeam: appDocument, run: appRunsDocument };
/** The document through which an edit goes. */
const through = ({ name, args }: Request): { readonly document: string } => ({
  document: documentOf[definitions.get(name)?.target(args).kind ?? 'member'] ?? 'production',
});

describe('what a notice calls the record', () => {
  test('SYNC-9 no edit leaves a notice with an id or a name for programs', async () => {
    const moritz = await scene.device('moritz').show();
    const all = everyEdit(unknownIds);
    expect(all.map(({ name }) => name).toSorted()).toEqual([...definitions.keys()].toSorted());
    const subjects = new Map<string, string>();
    for (const { name, args } of all) {
      expect(await moritz.do(name, args, through({ name, args })), name).toMatchObject({ outcome: 'refused' });
      for (const { edit, subject } of await noticesOf('moritz')) if (edit.name === name) subjects.set(name, subject);
    }
    expect([...subjects.keys()].toSorted()).toEqual([...definitions.keys()].toSorted());
    for (const [name, subject] of subjects) expect(subject, name).not.toMatch(/[0-9a-f]{8}-|\w\.\w+[A-Z]|^\w+\.\w+$(?<!ivo\.k)/u);
    expect(subjects.get('team.create')).toBe('Night shift');
    expect(subjects.get('invitation.create')).toBe('nina@example.com');
    expect(subjects.get('appAccount.add')).toBe('ivo.k');
    expect(subjects.get('activation.runNow')).toBe('a run');
  });

  test('SYNC-9 a record of any kind is called as people know it', async () => {
    const { activation, connection, account, appTeam, view, invitation, team, run } = unknownIds;
    const copy = { environment: 'production', integration: APP, user: 'u1', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED } as const;
    const login = { environment: 'production', connector: 'hubspot', name: 'Login of Grace', user: 'u1', account: null, sharing: 'user', proprietary: false, status: 'valid', reason: null, authorizedAt: FOUNDED } as const;
    await scene.put([
      activationRow(WORKSPACE, activation, { ...copy, user: 'u2' }, { latestRun: null, inFlight: null }),
      connectionRow(WORKSPACE, connection, login, null),
      accountRow(account, sampleAccount({ username: 'ivo.k', member: null })),
      appTeamRow(WORKSPACE, appTeam, { environment: 'production', integration: APP, name: 'Support', role: null, team: null }),
      viewRow(WORKSPACE, view, { environment: 'production', member: null, screen: 'users', name: 'Broken ones', query: '' }),
      invitationRow(invitation, { workspace: WORKSPACE, email: 'nina@example.com', level: 'none', environments: { production: 'monitor' }, integrations: {}, status: 'pending', invitedBy: 'olivia', sentAt: FOUNDED, expiresAt: FOUNDED }),
      teamRow(team, { workspace: WORKSPACE, name: 'Night shift', members: {}, integrations: {}, createdAt: FOUNDED }),
      runRow(WORKSPACE, run, { environment: 'production', integration: APP, activation, state: { kind: 'queued', at: FOUNDED } }),
    ]);
    const called: Readonly<Record<string, string>> = {
      'connectedUser.setEnabled': 'User u3',
      'integration.setEnabled': NAME,
      'activation.setEnabled': `${NAME}, User u2`,
      'connection.setRemoved': 'Login of Grace',
      'appAccount.setExempted': 'ivo.k',
      'appTeam.setRemoved': 'Support',
      'run.setWithdrawn': `${NAME}, User u2`,
      'member.setEnabled': 'Max',
      'team.rename': 'Night shift',
      'invitation.setStatus': 'nina@example.com',
      'view.rename': 'Broken ones',
    };
    const moritz = await scene.device('moritz').show();
    const made = everyEdit({ ...unknownIds, user: 'u3', integration: APP, environment: 'production', member: 'max' });
    for (const [name, subject] of Object.entries(called)) {
      const args = made.find((one) => one.name === name)?.args ?? {};
      expect(await moritz.do(name, args, through({ name, args })), name).toMatchObject({ reason: 'forbidden' });
      expect(await noticesOf('moritz'), name).toMatchObject([{ subject, edit: { name } }]);
    }
  });

  test('PERM-7 who reads the integration alone is told of no connected user', async () => {
    await scene.put([memberOf('nora', { integrations: { [APP]: 'monitor' } })]);
    const nora = await scene.device('nora').show();
    expect(await nora.do('activation.setEnabled', { activation: 'act', enabled: false }, { document: scopedDocument(APP) })).toMatchObject({ outcome: 'refused' });
    expect(await noticesOf('nora')).toMatchObject([{ subject: NAME, outcome: { reason: 'forbidden' } }]);
  });

  test('PERM-7 a run that is asked for elsewhere names nothing of what is there', async () => {
    await scene.put([sampleIntegration(WORKSPACE, 'development', 'else'), activationRow(WORKSPACE, 'far', { environment: 'development', integration: 'else', user: 'u2', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED }, { latestRun: null, inFlight: null })]);
    const moritz = await scene.device('moritz').show();
    await moritz.do('activation.runNow', { run: unknownIds.run, environment: 'production', integration: APP, activation: 'far' }, { document: appRunsDocument });
    expect(await noticesOf('moritz')).toMatchObject([{ subject: 'a run' }]);
  });

  test('SYNC-9 one notice keeps every edit that was refused for its reason, each with what it was about and why', async () => {
    const moritz = await scene.device('moritz').show();
    await moritz.send(moritz.edit('connectedUser.setEnabled', { user: 'u1', enabled: false }), moritz.edit('activation.setEnabled', { activation: 'act', enabled: false }));
    await moritz.do('team.create', { team: unknownIds.team, name: 'Night shift' });
    const [notice, ...others] = await noticesOf('moritz');
    expect(others).toEqual([]);
    const about = { environment: 'production', document: 'production', message: expect.stringContaining('') as string };
    expect(notice).toMatchObject({
      subject: 'Night shift',
      edit: { name: 'team.create', args: { name: 'Night shift' } },
      outcome: {
        count: 3,
        edits: [
          { ...about, name: 'connectedUser.setEnabled', args: { user: 'u1', enabled: false }, subject: 'User u1' },
          { ...about, name: 'activation.setEnabled', subject: `${NAME}, User u1` },
          { name: 'team.create', subject: 'Night shift', environment: null },
        ],
      },
    });
  });

  test('SYNC-9 what a notice of before says stays in it', async () => {
    const moritz = await scene.device('moritz').show();
    await moritz.do('connectedUser.setEnabled', { user: 'u1', enabled: false });
    const [row] = await scene.notices('moritz');
    const { outcome, ...record } = v.parse(Notice, row?.record);
    if (row === undefined || outcome.kind !== 'refused') throw new Error('no refusal');
    const { edits: _, ...before } = outcome;
    await scene.put([{ ...row, record: { ...record, outcome: { ...before, count: 7 } } }]);
    await moritz.do('connectedUser.setRemoved', { user: 'u2', removed: true });
    expect(await noticesOf('moritz')).toMatchObject([{ outcome: { count: 8, edits: [{ name: 'connectedUser.setEnabled', subject: 'User u1' }, { name: 'connectedUser.setRemoved', subject: 'User u2' }] } }]);
  });

  test('SYNC-9 what has been seen to stays so, when more is refused for the same reason', async () => {
    const moritz = await scene.device('moritz').show();
    const edit = moritz.edit('connectedUser.setEnabled', { user: 'u1', enabled: false });
    await moritz.send(edit, moritz.edit('connectedUser.setEnabled', { user: 'u2', enabled: false }));
    const [row] = await scene.notices('moritz');
    const seen = { notice: row?.id ?? '', edit: edit.id };
    expect(await (await scene.device('olivia').show('me.moritz')).do('notice.settle', seen)).toMatchObject({ reason: 'unknown' });
    expect(await (await moritz.show('me.moritz')).do('notice.settle', seen)).toMatchObject({ outcome: 'applied' });
    await (await moritz.show()).do('member.setEnabled', { member: 'max', enabled: false });
    expect(await noticesOf('moritz')).toMatchObject([{ settled: { [edit.id]: true }, outcome: { count: 3 } }]);
  });

  test('MERGE-8 an activation that somebody else switched off is named by what it is of', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do('activation.setEnabled', { activation: 'act', enabled: true });
    await mia.do('activation.setEnabled', { activation: 'act', enabled: false });
    expect(await noticesOf('max')).toMatchObject([{ subject: `${NAME}, User u1`, outcome: { kind: 'superseded', by: 'Mia', stands: false } }]);
  });
});
