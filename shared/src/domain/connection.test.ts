import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionName, mayBeNamed } from './connection.ts';

test.each([
  ['hubspot', '2026-02-21T19:04:07.533Z', 'Roger Simon', 'HubSpot Login authorized on 2026-02-21 by RS'],
  ['slack', '2026-02-21T19:04:07.533Z', 'Jean-Baptiste de La Tour', 'Slack Login authorized on 2026-02-21 by JT'],
  ['google-drive', '2026-02-21T19:04:07.533Z', 'Вікторія Балабуха', 'Google Drive Login authorized on 2026-02-21 by ВБ'],
  ['our-own', '2026-02-21T19:04:07.533Z', '노수인', 'Our own Login authorized on 2026-02-21 by 노'],
  ['slack', '2026-02-21T19:04:07.533Z', '  𝒜da 𝒪konkwo ', 'Slack Login authorized on 2026-02-21 by 𝒜𝒪'],
])('PRODUCT Connections: a connection of %s made at %s by %s', (connector, at, name, expected) => {
  expect(connectionName(connector, at, name)).toBe(expected);
});

const made = fc.record({
  id: fc.uuid(),
  connection: fc.record({
    environment: fc.constantFrom('production', 'staging'),
    connector: fc.constantFrom('hubspot', 'slack'),
    user: fc.constantFrom('u1', 'u2', null),
    authorizedAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000+01:00', '2026-02-01T00:00:00.000Z'),
  }),
});

test('PERM-10 the name of exactly one connection of a user, connector and environment is fixed: the first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(made, { selector: ({ id }) => id }), (all) => {
      const groups = Map.groupBy(
        all.filter(({ connection }) => connection.user !== null),
        ({ connection: { environment, connector, user } }) => `${environment} ${connector} ${String(user)}`,
      );
      for (const group of groups.values()) {
        const fixed = group.filter(({ id, connection }) => !mayBeNamed(id, connection, all));
        expect(fixed).toHaveLength(1);
        const first = Math.min(...group.map(({ connection }) => Date.parse(connection.authorizedAt)));
        expect(fixed.map(({ connection }) => Date.parse(connection.authorizedAt))).toEqual([first]);
      }
    }),
  );
});

test('PERM-10 a connection of nobody is not the second of anybody', () => {
  const connection = { environment: 'production', connector: 'hubspot', user: null, authorizedAt: '2026-01-01T00:00:00.000Z' };
  expect(mayBeNamed('b', connection, [{ id: 'a', connection }])).toBe(false);
});
