/** What becomes of a device whose sign-in somebody ends or wipes from another one. */
import 'fake-indexeddb/auto';
import { OwnSignIns, type OwnSignIn } from '@latchkey/shared/protocol/own-sign-ins';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableQueries } from './channel/table-calls.ts';
import { Device, type TestTab } from './testing/device.ts';
import { all, databases, Sample, sessionOf, type SignedIn, type Who } from './testing/sample.ts';

vi.setConfig({ testTimeout: 30_000 });

let sample: Sample;
beforeAll(async () => {
  sample = await Sample.start();
}, 60_000);
afterAll(() => sample.end());
afterEach(() => sample.closeTabs());

/** Another device of the same person, and the sign-in of the first as it is listed there. */
class Elsewhere {
  readonly #device = new Device(sample.url);
  readonly #signIn: string;
  private constructor(signIn: string) {
    this.#signIn = signIn;
  }
  static async of(tab: TestTab, who: Who): Promise<Elsewhere> {
    const elsewhere = new Elsewhere((await sessionOf(tab)).signIn);
    await elsewhere.#device.signIn(`${who}@northwind.example`, `${who}-latchkey`);
    return elsewhere;
  }
  async state(): Promise<OwnSignIn['state'] | undefined> {
    const answer = await this.#device.fetch('/api/me/sign-ins');
    return v.parse(OwnSignIns, await answer.json()).signIns.find(({ id }) => id === this.#signIn)?.state;
  }
  end = (): Promise<Response> => this.#device.fetch(`/api/me/sign-ins/${this.#signIn}`, { method: 'DELETE' });
  wipe = (): Promise<Response> => this.#device.fetch(`/api/me/sign-ins/${this.#signIn}/wipe`, { method: 'POST' });
}

interface Made extends SignedIn {
  readonly elsewhere: Elsewhere;
  /** Whether the user that an edit switched off still shows as on. */
  readonly stillOn: (tab: TestTab) => Promise<boolean>;
}

/** A device without a network, where an edit waits. */
async function withAnEdit(who: Who): Promise<Made> {
  const made = await sample.signedIn(who);
  const { device, tab, environment } = made;
  const elsewhere = await Elsewhere.of(tab, who);
  const users = await tableQueries(tab.calls).page('users', environment, { ...all('externalId'), filters: { disabled: { kind: 'any', of: ['no'] } } });
  const id = users.rows[0]?.id ?? '';
  device.link(false);
  tab.network(false);
  await tab.calls.edit(environment, [{ name: 'connectedUser.setEnabled', args: { user: id, enabled: false } }]);
  await tab.untilSync((sync) => sync.waiting === 1 && sync.link.kind === 'offline');
  const stillOn = async (one: TestTab) => (await tableQueries(one.calls).detail('users', environment, id))?.row.enabled === true;
  return { ...made, elsewhere, stillOn };
}

/** The device has a network again. */
function backOnline({ device, tab }: Pick<SignedIn, 'device' | 'tab'>): Promise<void> {
  device.link(true);
  tab.network(true);
  return tab.untilAccount('signed-out');
}

/** What a start of the app comes to. */
async function started(device: Device): Promise<TestTab> {
  const tab = sample.open(device);
  await tab.until(() => tab.last('account') !== undefined && tab.last('account')?.kind !== 'loading');
  return tab;
}

describe('signed out from another device', () => {
  it('OUT-8 CASE-17 where no edit waits, the data goes at the next contact, and the list with it', async () => {
    const { tab, user } = await sample.signedIn('oskar');
    const elsewhere = await Elsewhere.of(tab, 'oskar');
    await elsewhere.end();
    await tab.untilAccount('signed-out');
    expect(tab.last('account')).toEqual({ kind: 'signed-out', why: 'ended', lost: 0 });
    expect(await databases(user)).toEqual([]);
    expect(await elsewhere.state()).toBeUndefined();
  });

  it('OUT-8 CASE-17 an edit that waits goes too, and the page says so; at a restart as well', async () => {
    const made = await withAnEdit('oskar');
    await made.elsewhere.end();
    await made.tab.close();
    made.device.link(true);
    const again = await started(made.device);
    await again.untilAccount('signed-out');
    expect(again.last('account')).toEqual({ kind: 'signed-out', why: 'ended', lost: 1 });
    expect(await databases(made.user)).toEqual([]);
    expect(await made.elsewhere.state()).toBeUndefined();
  });
});

describe('wiped from another device', () => {
  it('OUT-11 all goes at the next contact, the edit that waits too, and both devices say so', async () => {
    const made = await withAnEdit('adela');
    await made.elsewhere.wipe();
    expect(await made.elsewhere.state()).toMatchObject({ kind: 'waits' });
    await backOnline(made);
    expect(made.tab.last('account')).toEqual({ kind: 'signed-out', why: 'wiped', lost: 1, user: made.user });
    expect(await databases(made.user)).toEqual([]);
    expect(await made.elsewhere.state()).toMatchObject({ kind: 'wiped' });
  });

  it('OUT-11 also where its cookie is gone, when it starts', async () => {
    const made = await withAnEdit('adela');
    await made.tab.close();
    await made.elsewhere.wipe();
    made.device.loseCookies();
    made.device.link(true);
    const again = await started(made.device);
    await again.untilAccount('signed-out');
    expect(again.last('account')).toEqual({ kind: 'signed-out', why: 'wiped', lost: 1, user: made.user });
    expect(await databases(made.user)).toEqual([]);
    expect(await made.elsewhere.state()).toMatchObject({ kind: 'wiped' });
  });

  it('OUT-11 it is not called wiped while the data would not go; at the next start it goes, and then it is', async () => {
    const made = await withAnEdit('adela');
    await made.elsewhere.wipe();
    const blocked = vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(() => {
      throw new DOMException('the database is in use', 'InvalidStateError');
    });
    await backOnline(made);
    blocked.mockRestore();
    expect(await databases(made.user)).not.toEqual([]);
    expect(await made.elsewhere.state()).toMatchObject({ kind: 'waits' });
    await made.tab.close();
    await started(made.device);
    expect(await databases(made.user)).toEqual([]);
    expect(await made.elsewhere.state()).toMatchObject({ kind: 'wiped' });
    expect(await made.device.store.leaving()).toEqual(new Map());
  });
});
