/** A user of the product with two logins for one connector. */
import type { Page } from '@playwright/test';
import { signIn } from './app.ts';
import { productOf, type Product } from './product.ts';
import type { Server } from './server.ts';

export const name = 'Ada of Two';
export const first = 'Slack Login authorized on 2026-01-01 by AT';
export const second = 'Slack Login authorized on 2026-02-01 by AT';

/** Puts them as the product would, and can put more. @param shared whether there is one more, for another connector: of the account, and proprietary */
export async function putUser(owner: Page, server: Server, { shared = false } = {}): Promise<Product> {
  const product = await productOf(owner, server, await signIn(owner.context(), server, 'olivia'));
  const { put } = product;
  await put('connected-users/two', { name, account: 'acc_two' });
  await put('connected-users/two/connections/a', { connector: 'slack', status: 'valid', authorizedAt: '2026-01-01T00:00:00.000Z' });
  await put('connected-users/two/connections/b', { connector: 'slack', status: 'invalid', reason: 'token_revoked', authorizedAt: '2026-02-01T00:00:00.000Z' });
  if (shared) await put('connected-users/two/connections/c', { connector: 'hubspot', status: 'valid', sharing: 'account', proprietary: true, authorizedAt: '2026-03-01T00:00:00.000Z' });
  return product;
}
