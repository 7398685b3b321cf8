/** What people do with the table: they type, letter by letter, while filters and an order stand. */
import type { Generated } from './environment.ts';
import type { Question, UserSort } from './question.ts';
import { seeded } from './random.ts';

/** Names, half-remembered addresses, ids, other scripts, other spellings, nothing at all. */
const typed = ['maria garcia', 'lukasz', 'ødegård', '노수인', 'иван', 'محمد', '裕子', '310886', '4711', 'ria@', 'son example', 'zzzz', 'schneider a', ''];
const sorts: readonly UserSort[] = ['name', 'created', 'email', 'externalId', 'status', 'integrations'];

export const everyone: Question = {
  search: '',
  status: [],
  integrations: [],
  createdFrom: null,
  createdTo: null,
  disabled: null,
  sort: { by: 'name', descending: false },
  page: 1,
  pageSize: 20,
};

/** Every start of every text typed, each person with filters and an order of their own; now and then a later page. */
export function workload({ integrations }: Generated): readonly Question[] {
  const random = seeded(7);
  const yearsAgo = (years: number): number => Date.parse('2026-10-01T00:00:00Z') - years * 365 * 86_400_000;
  return typed.flatMap((text) => {
    const who = {
      ...everyone,
      status: random.pick([[], [], ['invalid'], ['valid', 'invalid']] as const),
      integrations: random.pick([[], [], [random.pick(integrations).id]]),
      disabled: random.pick([null, null, false, true]),
      createdFrom: random.pick([null, yearsAgo(2)]),
      sort: { by: random.pick(sorts), descending: random.below(2) === 0 },
    };
    const letters = [...text];
    const typing = Array.from({ length: letters.length + 1 }, (_, n) => ({ ...who, search: letters.slice(0, n).join('') }));
    const pages = [2, 40].map((page) => ({ ...who, search: letters.slice(0, 2).join(''), page }));
    const sorted = sorts.map((by) => ({ ...who, search: letters.slice(0, 3).join(''), sort: { by, descending: false } }));
    return [...typing, ...pages, ...sorted];
  });
}
