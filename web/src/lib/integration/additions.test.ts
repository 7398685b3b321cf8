import { describe, expect, it } from 'vitest';
import type { Person } from '../../replica/integration-rows.ts';
import { additionRequests, additionsOf, matchesOf } from './additions.ts';

const person = (id: string, name: string, email: string): Person => ({ id, name, userName: id, email });
const ana = person('ana', 'Ana Moreno', 'ana@northwind.example');
const dana = person('dana', 'Dana Marsh', 'dana@northwind.example');
const account = (id: string, username: string, member: Person | null = null) => ({ id, username, member });
const foundFor = (...asked: Parameters<typeof additionsOf>) => additionsOf(...asked).map(({ found }) => (found === null ? null : `${found.id} by ${found.by}`));

/** An account that is there, with a role. */
const there = (id: string, exempted = false) =>
  ({
    id,
    record: {
      desired: { presence: 'present', roles: { guest: true }, exempted, protected: false, retry: null },
      reported: { presence: 'present', roles: { guest: true }, protected: false },
    },
  }) as const;
const where = { environment: 'env', integration: 'app', id: 'new' };

describe('adding members to an app', () => {
  it('STATUS-6 finds the account that is theirs, then one of nobody with their address, then with their name', () => {
    expect(foundFor([ana], [account('1', 'ana.moreno'), account('2', 'ANA@northwind.example'), account('3', 'am', ana)])).toEqual(['3 by match']);
    expect(foundFor([ana], [account('1', 'ana.moreno'), account('2', 'ANA@northwind.example')])).toEqual(['2 by email']);
    expect(foundFor([ana, dana], [account('1', 'ana.moreno'), account('2', 'roger')])).toEqual(['1 by name', null]);
  });

  it('takes no account twice, and none that is somebody else’s', () => {
    const namesake = person('ana2', 'Ana Moreno', 'ana.moreno@northwind.example');
    expect(foundFor([ana, namesake], [account('1', 'ana.moreno')])).toEqual(['1 by name', null]);
    expect(foundFor([ana, namesake], [account('1', 'ana.moreno@northwind.example')])).toEqual([null, '1 by email']);
    expect(foundFor([ana], [account('1', 'ana@northwind.example', dana)])).toEqual([null]);
  });

  it('STATUS-6 matches an account of nobody, with the roles that are chosen; a new one is asked for by the address', () => {
    const [found, none] = additionsOf([ana, dana], [account('1', 'ana.moreno')]);
    if (found === undefined || none === undefined) throw new Error('two were asked for');
    expect(matchesOf([found, none])).toEqual([{ id: '1', username: 'ana.moreno', by: 'name', member: ana }]);
    expect(additionRequests(found, there('1'), ['admin', 'guest'], where)).toEqual([
      { name: 'appAccount.match', args: { account: '1', member: 'ana' } },
      { name: 'appAccount.setRole', args: { account: '1', role: 'admin', on: true } },
    ]);
    expect(additionRequests(none, null, ['admin'], where)).toEqual([
      { name: 'appAccount.add', args: { account: 'new', environment: 'env', integration: 'app', member: 'dana', username: dana.email } },
      { name: 'appAccount.setRole', args: { account: 'new', role: 'admin', on: true } },
    ]);
  });

  it('leaves an exempted account alone, but for whose it is', () => {
    const [found] = additionsOf([ana], [account('1', 'ana.moreno')]);
    if (found === undefined) throw new Error('one was asked for');
    expect(additionRequests(found, there('1', true), ['admin'], where)).toEqual([{ name: 'appAccount.match', args: { account: '1', member: 'ana' } }]);
  });
});
