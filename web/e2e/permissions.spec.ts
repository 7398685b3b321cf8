/** CASE-21 PERM-1: what the app offers to each level, held against PRODUCT's table cell by cell, its conditional cells included. */
import { columns, type Column } from '@latchkey/shared/testing/permission-row';
import { offers, permissionTable } from '@latchkey/shared/testing/permission-table';
import type { Browser, Locator, Page } from '@playwright/test';
import { another, expect, signIn, test, upToDate, type Who } from './app.ts';
import { sendByHand } from './by-hand.ts';
import { drawn, reach, refused, stages, type Place } from './look.ts';
import { looksAt } from './permission-looks.ts';
import { productOf } from './product.ts';
import { follow } from './screens.ts';
import type { Server } from './server.ts';
import type { SessionReply } from './session.ts';

/** Who of the sample has the level, or is given it in place of their own. */
const people: Readonly<Record<Column, readonly [who: Who, name: string]>> = {
  ...{ owner: ['olivia', 'Olivia Okafor'], administrator: ['adela', 'Adela Novotná'], manage: ['mateo', 'Mateo García'], monitor: ['mina', 'Mina Tanaka'] },
  ...{ 'integration manage': ['mateo', 'Mateo García'], 'integration monitor': ['mina', 'Mina Tanaka'] },
};

const sessionOf = async (page: Page, server: Server): Promise<SessionReply['workspaces'][number]> => {
  const [workspace] = ((await (await page.request.get(`${server.url}/api/session`)).json()) as SessionReply).workspaces;
  if (workspace === undefined) throw new Error('nobody is in no workspace');
  return workspace;
};

/** An owner, who lays out what is looked at. */
class Owner {
  readonly #page: Page;
  readonly #server: Server;
  readonly environment: string;

  private constructor(page: Page, server: Server, environment: string) {
    this.#page = page;
    this.#server = server;
    this.environment = environment;
  }

  static async signedIn(browser: Browser, server: Server): Promise<Owner> {
    const page = await another(browser);
    return new Owner(page, server, await signIn(page.context(), server, 'olivia'));
  }

  /** A connected user with an integration and two connections for it, of which the later one's name may be chosen. @returns the integration */
  async putUser(name: string): Promise<string> {
    const { get, put } = await productOf(this.#page, this.#server, this.environment);
    const { integrations } = (await get('integrations')) as { readonly integrations: readonly { readonly id: string; readonly connector: string; readonly enabled: boolean; readonly sharing: string }[] };
    const found = integrations.find(({ enabled, sharing }) => enabled && sharing === 'user');
    if (found === undefined) throw new Error('there is no integration to look at');
    const { id, connector } = found;
    await put('connected-users/two', { name });
    await put(`connected-users/two/activations/${id}`, { latestRun: { result: 'success', at: '2026-03-01T00:00:00.000Z' } });
    await put('connected-users/two/connections/a', { connector, status: 'valid', authorizedAt: '2026-01-01T00:00:00.000Z' });
    await put('connected-users/two/connections/b', { connector, status: 'valid', authorizedAt: '2026-02-01T00:00:00.000Z' });
    return id;
  }

  /** Takes from a member what they have in environments, and gives a level on one integration. */
  async narrow(member: string, integration: string, level: 'manage' | 'monitor'): Promise<void> {
    const { environments } = await sessionOf(this.#page, this.#server);
    await this.#edit(...environments.map(({ id }) => ({ name: 'member.setEnvironmentLevel', args: { member, environment: id, level: 'none' } })));
    await this.#edit({ name: 'member.setIntegrationLevel', args: { member, integration, level } });
  }

  /** Gives what PRODUCT's table says 'if given' and 'if allowed' of. */
  async give(member: string, integration: string): Promise<void> {
    const { id } = await sessionOf(this.#page, this.#server);
    const answer = await this.#page.request.patch(`${this.#server.url}/api/workspaces/${id}`, { headers: { origin: this.#server.url }, data: { membersMayInvite: true } });
    expect(answer.status()).toBe(204);
    await this.#edit(...['view', 'run'].map((right) => ({ name: 'member.setRunRight', args: { member, target: `integration/${integration}`, right, on: true } })));
  }

  async #edit(...edits: readonly { readonly name: string; readonly args: unknown }[]): Promise<void> {
    for (const edit of edits) expect(await sendByHand(this.#page, this.#server, this.environment, edit)).toMatchObject({ outcome: 'applied' });
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }
}

/** What is said of a control, by hovering, beside it and with its name. */
const saidOf = (control: Locator): Promise<string> =>
  control.evaluate((element) => [element.getAttribute('title'), element.ariaDescribedByElements?.map(({ textContent }) => textContent), element.closest('label')?.textContent].join(' '));

/** Whether a control is there and works; where it is there and does not, it says why. */
async function isOffered(found: Locator): Promise<boolean> {
  if ((await found.count()) === 0) return false;
  const control = found.first();
  if ((await control.getAttribute('aria-disabled')) !== 'true' && (await control.isEnabled())) return true;
  expect(await saidOf(control)).toMatch(/(Only|Nobody|Several integrations|This right has to be given|Inviting is for) .*\./);
  return false;
}

const user = 'Ada of Two';
const looks = looksAt(user);
/** Rights that depend on more than the level, and on what. */
const conditions = new Map(permissionTable.flatMap(({ right, when }) => (when === null ? [] : [[right, when] as const])));

/** What was looked at, the right that it is for, and whether it was offered. */
type Cell = readonly [what: string, right: string, offered: boolean];

/** Goes to the addresses where these rights show. Pages for those who read the environment are looked at by others only as far as they are refused. */
async function lookAround(page: Page, server: Server, place: Place, isWide: boolean, wanted: (right: string) => boolean): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const look of looks) {
    if (!Object.values(look.controls).some((controls) => controls.some(({ right }) => wanted(right)))) continue;
    const address = look.address(place);
    await follow(page, address);
    await expect(drawn(page, look, place).or(refused(page)).first()).toBeVisible();
    const isRefused = (await refused(page).count()) > 0;
    if (look.wide && !isWide) {
      cells.push([address, 'read the environment', !isRefused]);
      continue;
    }
    for (const stage of stages) {
      const controls = (look.controls[stage] ?? []).filter(({ right }) => wanted(right));
      if (controls.length > 0 && !isRefused) await reach(page, stage);
      for (const { right, what, find } of controls) cells.push([`${what} at ${address}`, right, await isOffered(find(page, place))]);
    }
  }
  return cells;
}

test('CASE-21 PERM-1 every row of the table has a look', () => {
  const looked = new Set(looks.flatMap(({ controls }) => Object.values(controls).flatMap((each) => each.map(({ right }) => right))));
  expect(permissionTable.map(({ right }) => right).filter((right) => !looked.has(right))).toEqual([]);
});

for (const column of columns) {
  test(`CASE-21 PERM-1 what is offered to: ${column}`, async ({ page, browser, server }) => {
    const owner = await Owner.signedIn(browser, server);
    const integration = await owner.putUser(user);
    const [who, self] = people[column];
    const environment = `/e/${await signIn(page.context(), server, who)}`;
    const member = (await sessionOf(page, server)).member.id;
    if (column.startsWith('integration')) await owner.narrow(member, integration, column === 'integration manage' ? 'manage' : 'monitor');
    const place: Place = { environment, integration: `${environment}/integrations/${integration}`, self };
    const isWide = offers('read the environment', column);

    await page.goto(server.url + place.environment);
    await upToDate(page);
    const cells = await lookAround(page, server, place, isWide, () => true);
    expect(cells.map(([what, , offered]) => [what, offered])).toEqual(cells.map(([what, right]) => [what, offers(right, column)]));
    await owner.give(member, integration);
    await page.goto(`${server.url}${place.integration}/settings`);
    // What is on the device from before does not know of it yet.
    await expect(page.getByRole('listitem').filter({ hasText: 'Run it now' })).toContainText('Yes');
    const given = await lookAround(page, server, place, isWide, (right) => conditions.has(right));
    expect(given.map(([what, , offered]) => [what, offered])).toEqual(given.map(([what, right]) => [what, offers(right, column, conditions.get(right) ?? null)]));
    await owner.close();
  });
}
