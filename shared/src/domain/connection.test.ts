import { expect, test } from 'vitest';
import { connectionName } from './connection.ts';

test.each([
  ['HubSpot', '2026-02-21T19:04:07.533Z', 'Roger Simon', 'HubSpot Login authorized on 2026-02-21 by RS'],
  ['Slack', '2026-02-21T19:04:07.533Z', 'Jean-Baptiste de La Tour', 'Slack Login authorized on 2026-02-21 by JT'],
  ['Slack', '2026-02-21T19:04:07.533Z', 'Вікторія Балабуха', 'Slack Login authorized on 2026-02-21 by ВБ'],
  ['Slack', '2026-02-21T19:04:07.533Z', '노수인', 'Slack Login authorized on 2026-02-21 by 노'],
  ['Slack', '2026-02-21T19:04:07.533Z', '  𝒜da 𝒪konkwo ', 'Slack Login authorized on 2026-02-21 by 𝒜𝒪'],
])('PRODUCT Connections: a connection of %s made at %s by %s', (connector, at, name, expected) => {
  expect(connectionName(connector, at, name)).toBe(expected);
});
