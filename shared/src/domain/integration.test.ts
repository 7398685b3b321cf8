import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Integration } from './integration.ts';

test.for<readonly [url: string, fits: boolean]>([
  ['https://flows.example/crm', true],
  ['HTTP://flows.example', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['flows.example/crm', false],
])('EDIT-2 the link of a flow is of a web page: %s', ([url, fits]) => {
  expect(v.safeParse(Integration.entries.flow, { name: 'Sync', url }).success).toBe(fits);
});
