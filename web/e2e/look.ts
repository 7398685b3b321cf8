/** Looking at an address for what is offered there, stage by stage. */
import type { Locator, Page } from '@playwright/test';
import { expect, rows } from './app.ts';

/** What an address is made of. */
export interface Place {
  readonly environment: string;
  readonly integration: string;
  /** The name of whoever looks. */
  readonly self: string;
}

/** What shows the controls: the page as it opens, a row that is chosen, the dialogs of a view to save and of people to invite, a row that is opened. */
export const stages = ['page', 'selection', 'view', 'invitation', 'sheet'] as const;
export type Stage = (typeof stages)[number];

export interface Control {
  readonly right: string;
  readonly what: string;
  readonly find: (page: Page, place: Place) => Locator;
}

export interface Look {
  readonly address: (place: Place) => string;
  /** Whether it is a page for those who read the environment. */
  readonly wide: boolean;
  /** What is there once it is drawn: a row that says so, or what is found. */
  readonly drawn: string | ((page: Page, place: Place) => Locator);
  readonly controls: Partial<Readonly<Record<Stage, readonly Control[]>>>;
}

/** A page, or a part of one, that is not for whoever looks. */
export const refused = (page: Page): Locator => page.getByRole('heading', { name: /^(You (have no access to this page|can not see these runs)|Activity is for owners and administrators)$/ });

/** What tells that a look's page is drawn. */
export const drawn = (page: Page, { drawn: what }: Look, place: Place): Locator => (typeof what === 'string' ? rows(page).filter({ hasText: what }) : what(page, place));

/** Goes to a stage of a page that is open; that of inviting shows to those who may invite anybody. */
export async function reach(page: Page, stage: Stage): Promise<void> {
  if (stage === 'selection') {
    await page.getByRole('row').nth(1).getByRole('checkbox').check();
    await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
  } else if (stage === 'view') {
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    await expect(page.getByRole('checkbox', { name: /^Share it with everyone/ })).toBeVisible();
  } else if (stage === 'invitation') {
    const invite = page.getByRole('button', { name: 'Invite users', exact: true });
    if ((await invite.count()) === 0) return;
    await invite.click();
    await expect(page.getByRole('dialog', { name: 'Invite users' })).toBeVisible();
  } else if (stage === 'sheet') {
    await page.keyboard.press('Escape');
    await rows(page).first().click();
    await expect(opened(page).getByRole('heading').nth(1)).toBeVisible();
  }
}

export const opened = (page: Page): Locator => page.getByRole('dialog').first();
