import { expect, test } from 'vitest';
import { connectorContract } from './connector-contract.ts';
import { RecordedConnector } from './recorded-connector.ts';

const now = () => '2026-01-01T00:00:00.000Z';
connectorContract('recorded', () => Promise.resolve(new RecordedConnector(now)));

test('what fails is recorded as not felt, and felt when it is asked again', async () => {
  const connector = new RecordedConnector(now);
  connector.failures.push('503 of the app');
  const order = { key: 'k', integration: 'hubspot', activation: 'act' };
  expect(await connector.runNow(order)).toEqual({ kind: 'failed', reason: '503 of the app', retryAt: null });
  expect(await connector.runNow(order)).toEqual({ kind: 'done', result: 'started' });
  expect([connector.orders.map(({ felt }) => felt), connector.runs]).toEqual([[false, true], ['act']]);
});
