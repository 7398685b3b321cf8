/** A user of the product with two logins for one connector. */
import type { Page } from '@playwright/test';
import { expect, signIn } from './app.ts';
import type { Server } from './server.ts';
import type { SessionReply } from './session.ts';

export const name = 'Ada of Two';
export const first = 'Slack Login authorized on 2026-01-01 by AT';
export const second = 'Slack Login authorized on 2026-02-01 by AT';

/** Puts them as the product would. @param shared whether there is one more, for another connector: of the account, and proprietary */
export async function putUser(owner: Page, server: Server, { shared = false } = {}): Promise<void> {
  const environment = await signIn(owner.context(), server, 'olivia');
  const session = (await (await owner.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const made = await owner.request.post(`${server.url}/api/workspaces/${session.workspaces[0]?.id ?? ''}/api-keys`, {
    headers: { origin: server.url },
    data: { name: 'product', access: { level: 'administrator' } },
  });
  const { secret } = (await made.json()) as { secret: string };
  const put = async (path: string, data: unknown): Promise<void> => {
    const answer = await owner.request.put(`${server.url}/api/v1/environments/${environment}/connected-users/two${path}`, { headers: { authorization: `Bearer ${secret}` }, data });
    expect(answer.status()).toBe(201);
  };
  await put('', { name, account: 'acc_two' });
  await put('/connections/a', { connector: 'slack', status: 'valid', authorizedAt: '2026-01-01T00:00:00.000Z' });
  await put('/connections/b', { connector: 'slack', status: 'invalid', reason: 'token_revoked', authorizedAt: '2026-02-01T00:00:00.000Z' });
  if (shared) await put('/connections/c', { connector: 'hubspot', status: 'valid', sharing: 'account', proprietary: true, authorizedAt: '2026-03-01T00:00:00.000Z' });
}
