/**
 * The life of one document on this device: load or download → tell the index → follow, and again from the
 * snapshot when the server says that there is a new epoch.
 */
import { observeChanges, readAll, readMeta, type Change } from '@latchkey/shared/document/records';
import type { PresenceClaim } from '@latchkey/shared/protocol/presence';
import type * as Y from 'yjs';
import type { DocumentListener, DocumentProgress, Known } from '../channel/document-channel.ts';
import type { Link } from '../channel/link.ts';
import type { DocumentRegistry } from './document-registry.ts';
import { askStanding, fetchSnapshot, type Denied } from './download.ts';
import { follow, type Following } from './follow.ts';
import { downloadReplica, loadReplica, type Replica } from './replica.ts';
import { Retry } from './retry.ts';

/** Changes in one message to the index, so that a query waits for one batch at the most. */
const BATCH = 500;

export interface DocumentWorld {
  readonly user: string;
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
  readonly listener: Link<DocumentListener>;
  readonly registry: DocumentRegistry;
}

type Outcome = 'closed' | 'gone' | 'snapshot';

export class FollowedDocument {
  readonly #world: DocumentWorld;
  readonly #id: string;
  readonly #abort = new AbortController();
  readonly #retry = new Retry();
  readonly #done: Promise<void>;
  #known: Known | null;
  #online: boolean;
  #claim: PresenceClaim | null = null;
  #following: Following | null = null;

  /** @param after what has to be over before anything of it is opened */
  constructor(world: DocumentWorld, id: string, known: Known | null, online: boolean, after: Promise<unknown> = Promise.resolve()) {
    this.#world = world;
    this.#id = id;
    this.#known = known;
    this.#online = online;
    this.#done = after.then(() => this.#live());
  }

  link(online: boolean): void {
    this.#online = online;
    this.#following?.link(online);
    if (online) this.#retry.now();
  }

  claim(claim: PresenceClaim | null): void {
    this.#claim = claim;
    this.#following?.claim(claim);
  }

  /** Resolves once nothing of it is open any more. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #live(): Promise<void> {
    const { registry, user, listener } = this.#world;
    const stored = await registry.epochOf(this.#id);
    let replica = stored === null ? null : await loadReplica(user, this.#id, stored, this.#report);
    let outcome: Outcome = 'snapshot';
    while (!this.#abort.signal.aborted) {
      if (replica === null) {
        const fetched = await this.#download();
        if (fetched === 'gone' || fetched === 'closed') {
          outcome = fetched;
          break;
        }
        replica = fetched;
      } else {
        await this.#tell(replica);
      }
      this.#progress({ kind: 'stale' });
      outcome = await this.#follow(replica);
      await this.#release(replica);
      replica = null;
      if (outcome !== 'snapshot') break;
    }
    if (replica !== null) await this.#release(replica);
    if (outcome === 'gone' && !this.#abort.signal.aborted) {
      await registry.remove(this.#id);
      listener.tell('gone', this.#id);
    }
  }

  /** Streams all records, unless the index has this very version already. */
  async #tell({ doc, meta }: Replica): Promise<void> {
    if (this.#known?.epoch === meta.epoch && this.#known.version === meta.version) return;
    const { listener } = this.#world;
    await listener.call('begin', this.#id, { epoch: meta.epoch, version: meta.version });
    let batch: Change[] = [];
    for (const change of readAll(doc)) {
      if (batch.push(change) < BATCH) continue;
      await listener.call('batch', this.#id, batch);
      if (this.#abort.signal.aborted) return;
      batch = [];
    }
    await listener.call('batch', this.#id, batch);
    await this.#end(meta);
  }

  async #end({ epoch, version }: Known): Promise<void> {
    this.#known = { epoch, version };
    await this.#world.listener.call('end', this.#id, this.#known);
  }

  async #download(): Promise<Replica | 'gone' | 'closed'> {
    const { fetch, origin, registry } = this.#world;
    const { signal } = this.#abort;
    // What the index shows stays until the new epoch is here whole; with nothing to show, rows come as they arrive.
    const first = this.#known === null;
    while (!signal.aborted) {
      if (first) this.#progress({ kind: 'absent' });
      const snapshot = await fetchSnapshot(fetch, origin, this.#id, signal);
      if (snapshot.kind !== 'snapshot') {
        if (snapshot.kind === 'gone') return 'gone';
        await this.#denied(snapshot);
        continue;
      }
      try {
        const replica = await this.#apply(snapshot, first);
        await registry.switchTo(this.#id, replica.store === null ? null : snapshot.epoch);
        if (first) await this.#end(replica.meta);
        else await this.#tell(replica);
        return replica;
      } catch (error) {
        if (signal.aborted) return 'closed';
        // Broken off, or damaged on the way: nothing of it was kept. What it was goes to the log.
        console.warn(`The snapshot of ${this.#id} did not arrive and is fetched again`, error);
        await this.#retry.wait(null, signal);
      }
    }
    return 'closed';
  }

  async #apply(snapshot: Parameters<typeof downloadReplica>[2], first: boolean): Promise<Replica> {
    const { listener, user } = this.#world;
    if (first) await listener.call('begin', this.#id, null);
    let waiting: Change[] = [];
    let observed: Y.Doc | null = null;
    let stop = (): void => undefined;
    let told: Promise<void> = Promise.resolve();
    const applied = async (doc: Y.Doc, bytes: number): Promise<void> => {
      if (this.#abort.signal.aborted) throw new Error('closed');
      this.#progress({ kind: 'arriving', bytes, of: snapshot.bytes });
      if (first && observed === null) {
        observed = doc;
        // The first chunk is in already; from here on changes come by themselves.
        waiting = [...readAll(doc)];
        stop = observeChanges(doc, (changes) => void waiting.push(...changes));
      }
      // One batch is under way while the next chunk is read, applied and kept.
      for (const batch = waiting.splice(0); batch.length > 0; ) {
        await told;
        told = listener.call('batch', this.#id, batch.splice(0, BATCH));
      }
    };
    try {
      const replica = await downloadReplica(user, this.#id, snapshot, applied, this.#report);
      await told;
      return replica;
    } finally {
      stop();
    }
  }

  /** Resolves with what has to happen next. */
  #follow({ doc, meta }: Replica): Promise<Outcome> {
    const { listener, origin, WebSocket } = this.#world;
    const { signal } = this.#abort;
    return new Promise((resolve) => {
      const finish = (outcome: Outcome): void => {
        signal.removeEventListener('abort', closed);
        stop();
        following.close();
        this.#following = null;
        listener.tell('presence', this.#id, []);
        resolve(outcome);
      };
      const closed = (): void => finish('closed');
      const stop = observeChanges(doc, (changes, now) => {
        if (now === null) return;
        this.#known = { epoch: now.epoch, version: now.version };
        following.reached(now.version);
        listener.tell('live', this.#id, changes, this.#known);
      });
      let asking = false;
      const ask = async (): Promise<void> => {
        if (asking || !this.#online) return; // offline, the pulse says when to try again
        asking = true;
        const standing = await askStanding(this.#world.fetch, origin, this.#id, meta.epoch, signal);
        if (signal.aborted) return;
        if (standing.kind === 'new-epoch') return finish('snapshot');
        if (standing.kind === 'gone') return finish('gone');
        if (standing.kind !== 'same') await this.#denied(standing);
        else await this.#retry.wait(null, signal);
        asking = false;
        if (this.#following === following && this.#online) following.again();
      };
      const options = { origin, document: this.#id, epoch: meta.epoch, version: meta.version, online: this.#online, claim: this.#claim, WebSocket };
      const following = follow(doc, options, {
        current: (current) => {
          if (current) this.#retry.settle();
          this.#progress({ kind: current ? 'current' : 'stale' });
        },
        present: (present) => listener.tell('presence', this.#id, present),
        refused: () => void ask(),
        tooSlow: () => finish('snapshot'),
        signedOut: () => listener.tell('pulse'),
      });
      this.#following = following;
      signal.addEventListener('abort', closed);
      if (signal.aborted) closed();
    });
  }

  async #denied(denied: Exclude<Denied, { kind: 'gone' }>): Promise<void> {
    if (denied.kind === 'signed-out') this.#world.listener.tell('pulse');
    await this.#retry.wait(denied.kind === 'later' ? denied.after : null, this.#abort.signal);
  }

  async #release({ doc, store }: Replica): Promise<void> {
    const meta = readMeta(doc);
    await store?.close();
    doc.destroy();
    if (store !== null && meta !== null) await this.#world.registry.reached(this.#id, meta.epoch, meta.version);
  }

  #progress(progress: DocumentProgress): void {
    this.#world.listener.tell('progress', this.#id, progress);
  }

  readonly #report = (message: string): void => this.#world.listener.tell('storageFailing', message);
}
