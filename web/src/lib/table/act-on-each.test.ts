import { describe, expect, it } from 'vitest';
import type { App } from '$lib/state/app.svelte.ts';
import type { DetailOf, EditRequest } from '$replica/client.ts';
import { actOnEach } from './act-on-each.ts';

/** What a page sees of the app: rows by id, toasts, and edits as they are handed on with what is said of them. */
function appWith(ids: readonly string[]) {
  const [shown, made]: [string[], { edits: readonly EditRequest[]; said: string }[]] = [[], []];
  const app = {
    replica: { detail: (_table: string, _place: string, id: string) => Promise.resolve(ids.includes(id) ? { id } : null) },
    toasts: { show: (text: string) => void shown.push(text) },
    edits: {
      make: (_environment: string, edits: readonly EditRequest[], said: string) => Promise.resolve(made.push({ edits, said })),
      asking: <T>(asked: Promise<T>) => asked,
    },
  } as unknown as App;
  return { app, shown, made };
}

const acted = { table: 'members', place: 'production', environment: 'production', noun: { one: 'member', many: 'members' }, nameOf: (row: DetailOf<'members'>) => idOf(row) } as const;
const idOf = (row: DetailOf<'members'>) => (row as unknown as { id: string }).id;
const switchOff = (denied: Readonly<Record<string, string>>, off: readonly string[] = []) => ({
  denied: (row: DetailOf<'members'>) => denied[idOf(row)] ?? null,
  requests: (row: DetailOf<'members'>) => (off.includes(idOf(row)) ? [] : [{ name: 'member.setEnabled', args: { member: idOf(row), enabled: false } }]),
  done: 'disabled',
});

describe('PERM-1 STATUS-7 one thing done to several', () => {
  it('is one action for those to whom it may be done, and says for each reason how many are left', async () => {
    const { app, made } = appWith(['ada', 'bo', 'cy', 'di', 'ed']);
    expect(await actOnEach(app, acted, ['ada', 'bo', 'cy', 'di', 'ed', 'gone'], switchOff({ cy: 'Cy owns this.', di: 'It is protected.', ed: 'It is protected.' }))).toBe(true);
    expect(made.map(({ edits, said }) => [edits.map(({ args }) => args['member']), said])).toEqual([
      [['ada', 'bo'], '2 members disabled. Not 1 other: Cy owns this. Not 2 others: It is protected.'],
    ]);
  });

  it('names the only one, and says nothing of those where it is so already', async () => {
    const { app, made } = appWith(['ada', 'bo']);
    await actOnEach(app, acted, ['ada', 'bo'], switchOff({}, ['bo']));
    expect(made.map(({ said }) => said)).toEqual(['ada disabled']);
  });

  it('makes no edit where nothing is left to do, and says why', async () => {
    const { app, shown, made } = appWith(['ada']);
    expect(await actOnEach(app, acted, ['ada'], switchOff({ ada: 'Ada owns this.' }))).toBe(false);
    expect(await actOnEach(app, acted, ['ada'], switchOff({}, ['ada']))).toBe(false);
    expect([shown, made]).toEqual([['Ada owns this.', 'Nothing to change: it is so already.'], []]);
  });
});
