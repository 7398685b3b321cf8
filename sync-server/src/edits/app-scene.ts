/** A scene with an app: the integration `hubspot` of production, with three roles, and an account of Nora's that agrees with it. */
import { randomUUID } from 'node:crypto';
import type { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppAccount as Schema } from '@latchkey/shared/domain/app-account';
import { integrationDocument, runsDocument } from '@latchkey/shared/document/placement';
import * as v from 'valibot';
import { RecordedConnector } from '../reconcile/recorded-connector.ts';
import type { World } from '../reconcile/world.ts';
import { activationRow, appAccountRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { FOUNDED, openScene, WORKSPACE, type Scene, type SceneOptions } from './scene.ts';

export const APP = 'hubspot';
export const appDocument = integrationDocument(APP);
export const appRunsDocument = runsDocument(APP);

const role = (name: string) => ({ name, description: null });

export interface AppScene extends Scene {
  readonly world: World;
  readonly connector: RecordedConnector;
  account(id: string): Promise<AppAccount>;
}

export const sampleAccount = (change: Partial<AppAccount> = {}): AppAccount => ({
  ...{ environment: 'production', integration: APP, username: 'nora@example.com', member: 'nora', teams: {}, assets: [] },
  desired: { presence: 'present', roles: {}, exempted: false, protected: false, retry: null },
  ...{ reported: { presence: 'present', roles: {}, protected: false }, operation: null },
  ...change,
});

export const accountRow = (id: string, account: AppAccount) => appAccountRow(WORKSPACE, id, account, { lastUsedAt: null });

export async function openAppScene(options: Partial<SceneOptions> = {}): Promise<AppScene> {
  const scene = await openScene(options);
  const integration = sampleIntegration(WORKSPACE, 'production', APP);
  const roles = { admin: role('Administrator'), editor: role('Editor'), viewer: role('Viewer') };
  const activation = { environment: 'production', integration: APP, user: 'u1', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED } as const;
  await scene.put([
    { ...integration, record: { ...integration.record, roles } },
    accountRow('acc', sampleAccount()),
    activationRow(WORKSPACE, 'act', activation, { latestRun: null, inFlight: null }),
  ]);
  const clock = () => scene.now;
  return Object.assign(scene, {
    world: { store: scene.store, library: scene.library, clock, id: randomUUID },
    connector: new RecordedConnector(() => new Date(scene.now).toISOString()),
    account: async (id: string) => v.parse(Schema, (await scene.row('appAccount', id))?.record),
  });
}
