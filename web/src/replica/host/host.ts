/** The leading tab: answers every tab, its own included, from the one replica of the user. */
import type { Session } from '@latchkey/shared/protocol/http';
import type { Port } from '../channel/link.ts';
import type { HostCalls, SignedOut } from '../channel/tab-channel.ts';
import type { TableName } from '../client.ts';
import { Core } from './core.ts';
import type { CoreWorld } from './core-world.ts';
import { Tabs, type TabClient } from './tabs.ts';

export class Host {
  readonly #tabs = new Tabs();
  readonly #core: Promise<Core>;

  constructor(world: CoreWorld, fresh: Session | null) {
    this.#core = Core.open(world, this.#tabs, fresh).then((opened) => {
      if (opened instanceof Core) return opened;
      world.ended(opened);
      throw new Error('Nobody is signed in.');
    });
    this.#core.catch(() => undefined); // every call says so
  }

  /** Serves a tab from now on; `gone` resolves when the tab has closed. */
  attach(id: string, port: Port, gone: Promise<void>): void {
    if (this.#tabs.has(id)) return;
    this.#tabs.add(id, port, (tab) => this.#answers(tab));
    void gone.then(() => {
      this.#tabs.remove(id);
      void this.#heard((core) => core.looked());
    });
  }

  /** Tells every tab that this user is no longer shown. */
  farewell(account: SignedOut): void {
    for (const tab of this.#tabs) tab.link.tell('ended', account);
  }

  async close(): Promise<void> {
    const core = await this.#core.catch(() => null);
    await core?.close();
  }

  /** Passes on what a tab announces without waiting for an answer: where nothing opened, that has been told as the end. */
  async #heard(pass: (core: Core) => void | Promise<void>): Promise<void> {
    const core = await this.#core.catch(() => null);
    if (core !== null) await pass(core);
  }

  #answers(tab: () => TabClient): HostCalls {
    const core = this.#core;
    const tableOf = async (place: string, table: TableName) => (await core).parts.places.table(place, table);
    const wholeTable = async (place: string, table: TableName) => {
      await (await core).parts.places.whole(place);
      return tableOf(place, table);
    };
    return {
      ping: () => undefined,
      account: async () => {
        const opened = await core;
        opened.greet(tab());
        return opened.account();
      },
      adopt: async (session) => (await core).adopt(session),
      refused: async (refusal) => (await core).refused(refusal),
      signOut: async () => (await core).end('asked'),
      unsent: async () => (await core).parts.unsaved.requests(),
      open: async (place) => (await core).open(tab(), place),
      page: async (table, place, query) => (await wholeTable(place, table)).page(query),
      ids: async (table, place, query) => (await wholeTable(place, table)).ids(query),
      rows: async (table, place, query) => (await wholeTable(place, table)).rows(query),
      peek: async (table, place, query) => (await core).parts.places.peek(table, place, query),
      look: async (environment) => (await core).parts.look(environment),
      detail: async (table, place, id) => (await tableOf(place, table)).detail(id),
      overview: async (environment) => (await core).parts.places.overview(environment),
      views: async (environment) => (await core).parts.places.views(environment),
      keep: async (environment, thread, requests) => (await (await core).parts.editor()).keep(environment, thread, requests),
      undo: async (thread, as) => (await (await core).parts.editor()).undo(thread, as),
      changes: async (which) => (await core).parts.changes(which),
      names: async (environment, requests) => (await core).parts.names(environment, requests),
      settled: async () => (await core).parts.outbox.settled(),
      claim: async (claim) => {
        tab().claim = claim;
        await this.#heard((opened) => opened.claim(tab()));
      },
      visible: async (visible) => {
        tab().visible = visible;
        await this.#heard((opened) => opened.looked());
      },
      hears: async () => {
        tab().hears = true;
        await this.#heard((opened) => opened.parts.verdicts.deliver());
      },
      persistent: (persistent) => this.#heard((opened) => opened.persistent(persistent)),
      network: (up) => this.#heard((opened) => opened.network(up)),
    };
  }
}
