/** What every screen knows: who is signed in, how things stand, and how to act. */
import { createContext } from 'svelte';
import type { Account, Replica, ReplicaEvents, SyncState } from '$replica/client.ts';
import type { Session } from '@latchkey/shared/protocol/http';
import { Edits } from './edits.svelte.ts';
import { Install } from './install.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Troubles } from './troubles.svelte.ts';
import { Update } from './update.svelte.ts';

export type Workspace = Session['workspaces'][number];
export type Environment = Workspace['environments'][number];

const atFirst: SyncState = {
  link: { kind: 'connecting' },
  document: { kind: 'opening' },
  waiting: 0,
  sending: 0,
  documents: { here: 0, of: 0 },
  storage: { kind: 'good', persistent: false },
};

export class App {
  account = $state.raw<Account>({ kind: 'loading' });
  sync = $state.raw<SyncState>(atFirst);
  presence = $state.raw<ReplicaEvents['presence']>([]);
  /** Whether all of the environment on screen has been here: until then counts would not be exact (QUERY-2). */
  complete = $state(false);
  /** Spoken by screen readers when it changes. */
  announcement = $state('');

  readonly toasts = new Toasts();
  readonly install = new Install();
  readonly update: Update;
  readonly troubles: Troubles;
  readonly edits: Edits;
  readonly replica: Replica;

  constructor(replica: Replica) {
    this.replica = replica;
    this.update = new Update(() => replica.settled());
    this.troubles = new Troubles(replica, (workspace, document) => {
      const { environments = [] } = this.session?.workspaces.find(({ id }) => id === workspace) ?? {};
      return (environments.find(({ id }) => id === document) ?? environments[0])?.id ?? '';
    });
    this.edits = new Edits(replica, this.toasts, this.troubles);
    replica.on('account', (account) => {
      this.account = account;
      // What was just done was theirs, and names whom it was done to.
      if (account.kind === 'signed-out') this.toasts.list = [];
    });
    replica.on('sync', (sync) => {
      this.sync = sync;
      if (sync.document.kind !== 'arriving') this.complete = sync.document.kind === 'stale' || sync.document.kind === 'current';
    });
    replica.on('presence', (presence) => (this.presence = presence));
  }

  readonly session = $derived(this.account.kind === 'signed-in' ? this.account.session : null);
  readonly online = $derived(this.sync.link.kind === 'online');

  /** The environment with its workspace, where this person may read it. */
  find(environment: string): { readonly workspace: Workspace; readonly environment: Environment } | null {
    for (const workspace of this.session?.workspaces ?? []) {
      const found = workspace.environments.find(({ id }) => id === environment);
      if (found !== undefined) return { workspace, environment: found };
    }
    return null;
  }
}

export const [useApp, provideApp] = createContext<App>();
