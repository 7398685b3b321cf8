import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBareServer } from '../testing/server.ts';
import { restRoutes } from './routes.ts';

let server: Awaited<ReturnType<typeof startBareServer>>;
beforeAll(async () => void (server = await startBareServer()));
afterAll(() => server.end());

test('every route is in the OpenAPI document, with what it takes and gives', async () => {
  const response = await fetch(`${server.url}/api/v1/openapi.json`);
  const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, { requestBody?: unknown; responses: object; parameters: { name: string }[] }>> };
  expect([response.status, document.openapi]).toEqual([200, '3.1.0']);
  const routes = restRoutes(server.services).routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('openapi.json'));
  expect(routes.length).toBeGreaterThan(0);
  for (const { method, path } of routes) {
    const operation = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    expect([method, path, operation !== undefined]).toEqual([method, path, true]);
    expect(operation?.requestBody !== undefined).toBe(method === 'PUT');
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['401', '404', '429', '503', ...(method === 'PUT' ? ['400', '413', '415', '422'] : [])]));
    for (const [, name] of path.matchAll(/:(\w+)/g)) expect(operation?.parameters.map((parameter) => parameter.name)).toContain(name);
  }
  expect(JSON.stringify(document.paths['/api/v1/environments/{environment}/connected-users/{externalId}']?.['put']?.requestBody)).toContain('lastSeenAt');
});
