import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history, reorder, stamped, type Made } from '../testing/histories.ts';
import { appAccountEdits } from './app-accounts.ts';
import { elementOf, setElement } from './apply.ts';
import { accept, standing, type Head } from './merge.ts';
import { appAccountTerms } from './terms/app-accounts.ts';

const edit = appAccountEdits['appAccount.setRole'];
const { rule } = appAccountTerms['appAccount.setRole'];
const names = ['admin', 'editor', 'a/b', '__proto__'] as const;
type Role = (typeof names)[number];
type RoleEdit = Made & { readonly role: Role };

/** What several devices do to the roles of one account: each edit may have seen edits of every role. */
const roleHistory: fc.Arbitrary<readonly RoleEdit[]> = fc
  .tuple(history([true, false]), fc.array(fc.constantFrom(...names), { minLength: 9, maxLength: 9 }))
  .map(([made, roles]) => made.map((each, i) => ({ ...each, role: roles[i] ?? 'admin' })));

const elementFor = (role: Role, on: boolean) => edit.element({ account: 'acc', role, on });
/** A stamp looks at heads of the same role alone. */
const stampsOf = (made: readonly RoleEdit[]): ReadonlyMap<string, Head> =>
  new Map(names.flatMap((name) => [...stamped(made.filter(({ role }) => role === name))]));

/** The account as the desk would leave it: heads role by role, each merged value set on the record. */
function replay(order: readonly RoleEdit[], stamps: ReadonlyMap<string, Head>) {
  const heads = new Map<Role, readonly Head[]>();
  let record: Readonly<Record<string, unknown>> = { desired: { roles: {} } };
  for (const { edit: id, saw, role } of order) {
    const head = stamps.get(id);
    if (head === undefined) throw new Error(`${id} has no stamp`);
    const now = accept(heads.get(role) ?? [], head, (other) => saw.has(other.edit));
    heads.set(role, now);
    record = setElement(record, elementFor(role, standing(rule, now)?.value === true));
  }
  return { heads, roles: elementOf(record, 'desired/roles') };
}

const draws = fc.array(fc.nat(), { minLength: 9, maxLength: 9 });

test('MERGE-7 CASE-32 10⁴ shuffled histories of roles as a set: every order that respects saw leaves the same roles', () => {
  fc.assert(
    fc.property(roleHistory, draws, draws, (made, one, other) => {
      const stamps = stampsOf(made);
      expect(replay(reorder(made, other), stamps).roles).toEqual(replay(reorder(made, one), stamps).roles);
    }),
    { numRuns: 10_000 },
  );
});

test('MERGE-4 a role is on exactly where no edit that nobody has seen switched it off', () => {
  fc.assert(
    fc.property(roleHistory, (made) => {
      const { roles } = replay(made, stampsOf(made));
      const on = names.filter((name) => {
        const ofRole = made.filter(({ role }) => role === name);
        const unseen = ofRole.filter(({ edit: id }) => ofRole.every(({ saw }) => !saw.has(id)));
        return unseen.length > 0 && unseen.every(({ value }) => value === true);
      });
      expect(Object.keys(roles as object).toSorted()).toEqual(on.toSorted());
    }),
    { numRuns: 5_000 },
  );
});

test('MERGE-1 edits of one role leave every other as it is', () => {
  fc.assert(
    fc.property(roleHistory, fc.constantFrom(...names), (made, without) => {
      const all = replay(made, stampsOf(made)).roles as Readonly<Record<string, unknown>>;
      const some = made.filter(({ role }) => role !== without);
      const rest = replay(some, stampsOf(some)).roles;
      expect(Object.fromEntries(Object.entries(all).filter(([role]) => role !== without))).toEqual({ ...(rest as object) });
    }),
    { numRuns: 5_000 },
  );
});
