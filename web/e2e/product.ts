/** The customer's own product, which writes with an API key. */
import type { Page } from '@playwright/test';
import { expect } from './app.ts';
import type { Server } from './server.ts';
import type { SessionReply } from './session.ts';

export interface Product {
  /** @param path after the environment, as `integrations?limit=200` */
  get(path: string): Promise<unknown>;
  /** Puts what is new. @param path after the environment, as `connected-users/two` */
  put(path: string, data: unknown): Promise<void>;
}

/** The product with a key of its own. @param owner whoever may make one, signed in */
export async function productOf(owner: Page, server: Server, environment: string): Promise<Product> {
  const session = (await (await owner.request.get(`${server.url}/api/session`)).json()) as SessionReply;
  const made = await owner.request.post(`${server.url}/api/workspaces/${session.workspaces[0]?.id ?? ''}/api-keys`, {
    headers: { origin: server.url },
    data: { name: 'product', access: { level: 'administrator' } },
  });
  const { secret } = (await made.json()) as { secret: string };
  const headers = { authorization: `Bearer ${secret}` };
  const at = (path: string): string => `${server.url}/api/v1/environments/${environment}/${path}`;
  return {
    async get(path) {
      const answer = await owner.request.get(at(path), { headers });
      expect(answer.status()).toBe(200);
      return answer.json();
    },
    async put(path, data) {
      expect((await owner.request.put(at(path), { headers, data })).status()).toBe(201);
    },
  };
}
