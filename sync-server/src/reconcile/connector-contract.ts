/** What every connector must do. A new one is done when it passes. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountOrder, Connector, TeamOrder } from './connector.ts';

export function connectorContract(name: string, create: () => Promise<Connector>): void {
  describe(`the connector contract: ${name}`, () => {
    let connector: Connector;
    let keys = 0;
    beforeEach(async () => {
      connector = await create();
    });
    const order = (change: Partial<AccountOrder> = {}): AccountOrder => ({
      ...{ key: `key-${++keys}`, integration: 'hubspot', account: 'a1', username: 'ada@example.com', roles: [], protected: false },
      ...change,
    });
    const teamOrder = (change: Partial<TeamOrder> = {}): TeamOrder => ({ key: `key-${++keys}`, integration: 'hubspot', name: 'Agents', role: null, ...change });
    const all = async () => {
      const outcome = await connector.sync({ key: `key-${++keys}`, integration: 'hubspot' });
      if (outcome.kind === 'failed') throw new Error(outcome.reason);
      return outcome.result;
    };
    const found = async () => (await all()).accounts;
    const foundTeams = async () => (await all()).teams;

    test('an account that was invited is found by the next check', async () => {
      expect(await found()).toEqual([]);
      expect(await connector.invite(order())).toMatchObject({ kind: 'done' });
      expect((await found()).map(({ username }) => username)).toEqual(['ada@example.com']);
    });

    test('CASE-52 an order given again under its key makes no second account, and is answered the same', async () => {
      const invitation = order();
      const first = await connector.invite(invitation);
      expect(await connector.invite(invitation)).toEqual(first);
      expect(await found()).toHaveLength(1);
    });

    test('CASE-52 who is in already is not taken in twice, and stays as they are', async () => {
      await connector.invite(order());
      const updated = await connector.update(order({ roles: ['admin'] }));
      expect(await connector.invite(order())).toEqual(updated);
      expect(await found()).toHaveLength(1);
    });

    test('an update sets the roles that it names and no others', async () => {
      await connector.invite(order());
      await connector.update(order({ roles: ['admin', 'editor'] }));
      const updated = await connector.update(order({ roles: ['editor'], protected: true }));
      expect(updated).toEqual({ kind: 'done', result: { presence: 'present', roles: { editor: true }, protected: true } });
    });

    test('removing says who did it; removing what is not there is no failure', async () => {
      await connector.invite(order());
      for (let times = 0; times < 2; times++) {
        expect(await connector.deprovision(order())).toMatchObject({ kind: 'done', result: { presence: 'removed', by: 'latchkey' } });
        expect(await found()).toEqual([]);
      }
    });

    test('CASE-52 a team is made once, whether under the same key or another, and found by the next check', async () => {
      const first = teamOrder();
      const answer = await connector.createTeam(first);
      expect(answer).toEqual({ kind: 'done', result: { presence: 'present', role: null } });
      expect(await connector.createTeam(first)).toEqual(answer);
      await connector.updateTeam(teamOrder({ role: 'editor' }));
      expect(await connector.createTeam(teamOrder())).toEqual({ kind: 'done', result: { presence: 'present', role: 'editor' } });
      expect(await foundTeams()).toEqual([{ name: 'Agents', role: 'editor' }]);
    });

    test('removing a team says who did it; removing one that is not there is no failure', async () => {
      await connector.createTeam(teamOrder());
      for (let times = 0; times < 2; times++) {
        expect(await connector.removeTeam(teamOrder())).toMatchObject({ kind: 'done', result: { presence: 'removed', by: 'latchkey' } });
        expect(await foundTeams()).toEqual([]);
      }
    });

    test('a run is started', async () => {
      expect(await connector.runNow({ key: `key-${++keys}`, integration: 'hubspot', activation: 'act' })).toEqual({ kind: 'done', result: 'started' });
    });
  });
}
