/** A new workspace: its three environments and its first members. For set-up and the sample alike. */
import type { Member } from '@latchkey/shared/domain/member';
import { SILENT_DAYS, type Environment, type Workspace } from '@latchkey/shared/domain/workspace';
import { ownDocument } from '@latchkey/shared/document/placement';
import type { ChangeSet } from '../documents/projection.ts';
import { project } from '../documents/projection.ts';
import type { Transaction } from '../store/store.ts';
import { memberRow } from './rows.ts';

export interface Founding {
  readonly workspace: { readonly id: string; readonly name: string };
  /** In the order of {@link environmentNames}. */
  readonly environments: readonly [string, string, string];
  readonly members: readonly { readonly id: string; readonly member: Member }[];
  readonly at: string;
}

export const environmentNames = ['Development', 'Staging', 'Production'] as const;

/** Writes the rows. @returns what they change in documents, for the library to write in the same transaction */
export async function found(transaction: Transaction, { workspace, environments, members, at }: Founding): Promise<ChangeSet> {
  const record: Workspace = { name: workspace.name, membersMayInvite: false, silentDays: SILENT_DAYS, createdAt: at };
  await transaction.putWorkspace(workspace.id, record);
  for (const [index, name] of environmentNames.entries()) {
    const id = environments[index];
    if (id === undefined) throw new Error(`the environment ${name} has no id`);
    const environment: Environment = { workspace: workspace.id, name, isProduction: name === 'Production', createdAt: at };
    await transaction.putEnvironment(id, environment);
  }
  const changes: ChangeSet = new Map();
  for (const { id, member } of members) {
    const row = memberRow(id, member);
    await transaction.putRow(row);
    await project(changes, transaction, undefined, row);
    changes.set(ownDocument(id), []);
  }
  return changes;
}
