/** The sample workspace on a real server, and people of it on devices of theirs. */
import type { Session } from '@latchkey/shared/protocol/http';
import { Server } from '../../../e2e/server.ts';
import type { EditRequest, Kept, PageQuery } from '../client.ts';
import { belongsTo } from '../storage/names.ts';
import { Device, type TestTab } from './device.ts';

export type Who = 'olivia' | 'oskar' | 'adela' | 'mateo' | 'mina';

export interface SignedIn {
  readonly device: Device;
  readonly tab: TestTab;
  /** The smallest environment that they may read: what is tested does not depend on size. */
  readonly environment: string;
  readonly user: string;
}

export class Sample {
  readonly #server: Server;
  readonly #tabs: TestTab[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Sample> {
    return new Sample(await Server.start(null));
  }

  get url(): string {
    return this.#server.url;
  }

  end(): Promise<void> {
    return this.#server.end();
  }

  async closeTabs(): Promise<void> {
    await Promise.all(this.#tabs.splice(0).map((tab) => tab.close()));
  }

  open(device: Device): TestTab {
    const tab = device.openTab();
    this.#tabs.push(tab);
    return tab;
  }

  /** Signed in, with their first environment on screen and up to date. */
  async signedIn(who: Who, { hurried = false } = {}): Promise<SignedIn> {
    const device = new Device(this.url);
    device.hurried = hurried;
    await device.signIn(`${who}@northwind.example`, `${who}-latchkey`);
    const tab = this.open(device);
    const session = await sessionOf(tab);
    const environment = session.workspaces[0]?.environments[0]?.id ?? '';
    await show(tab, environment);
    return { device, tab, environment, user: session.user.id };
  }
}

/** Puts a place on screen, and waits until it is up to date. */
export async function show(tab: TestTab, place: string): Promise<void> {
  await tab.calls.open(place);
  await tab.untilSync((sync) => sync.document.kind === 'current');
}

export async function sessionOf(tab: TestTab): Promise<Session> {
  await tab.untilAccount('signed-in');
  const account = tab.last('account');
  if (account?.kind !== 'signed-in') throw new Error('not signed in');
  return account.session;
}

export const saved = (tab: TestTab, { edits }: Kept): Promise<void> =>
  tab.until(() => edits.every((edit) => tab.all('edit').some((event) => event.kind === 'saved' && event.edit === edit)));

/** Makes edits, and waits until they are saved. */
export async function make(tab: TestTab, environment: string, ...requests: readonly EditRequest[]): Promise<Kept> {
  const kept = await tab.calls.edit(environment, requests);
  await saved(tab, kept);
  return kept;
}

export const databases = async (user: string): Promise<readonly string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => (name !== undefined && belongsTo(user, name) ? [name] : []));

/** Everything of a table, by one of its columns. */
export const all = (by: string): PageQuery => ({ search: '', filters: {}, sort: { by, descending: false }, page: 1, size: 100 });
