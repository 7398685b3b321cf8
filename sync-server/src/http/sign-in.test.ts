import type { MemberStatus } from '@latchkey/shared/domain/member';
import { expect, test } from 'vitest';
import { owner, startTestServer } from '../testing/server.ts';

test('when a person last signed in stands beside each membership that is switched on, and changes nothing else of it', async () => {
  let now = Date.parse('2026-05-01T08:00:00.000Z');
  const server = await startTestServer({ clock: () => now });
  try {
    const [on, off] = [await server.addMember('Mona', {}), await server.addMember('Otto', { enabled: false })];
    const rowOf = (id: string) => server.services.store.read((reader) => reader.row('member', id));
    const before = await rowOf(on);
    expect(before?.status).toBeNull();
    await server.signIn('mona@northwind.example');
    now += 3_600_000;
    await server.signIn('mona@northwind.example');
    await server.signIn('otto@northwind.example');
    expect(await rowOf(on)).toEqual({ ...before, status: { lastSignInAt: '2026-05-01T09:00:00.000Z' } satisfies MemberStatus });
    expect((await rowOf(off))?.status).toBeNull();
    await expect(server.signIn(owner.email.replace('olga', 'nobody'))).rejects.toThrow(/401/);
  } finally {
    await server.end();
  }
});
