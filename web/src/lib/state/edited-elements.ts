/** What an edit sets, read off the request alone. */
import type { EditRequest } from '$replica/client.ts';
import type { Value } from '@latchkey/shared/edits/merge';

/** What became of an edit whose author has to know. */
export type Outcome =
  | { readonly kind: 'superseded'; readonly by: string; readonly rule: 'restrictive' | 'latest'; readonly stands: Value }
  /** `more`: refused for the same reason, and no longer known one by one. */
  | { readonly kind: 'refused'; readonly message: string; readonly more: number };

/** Arguments that say what an element is set to; all others say which one. */
const values = ['enabled', 'removed', 'level', 'on', 'status', 'name', 'at', 'query', 'presence', 'exempted', 'protected', 'withdrawn', 'value', 'group'];
/** Edits whose value is an id. */
const ids: Readonly<Record<string, string>> = { 'appAccount.match': 'member', 'appTeam.setTeam': 'team', 'appTeam.setRole': 'role' };
const valuesOf = (name: string): readonly string[] => (ids[name] === undefined ? values : [ids[name]]);

/** What the edit sets its element to. */
export const valueOf = ({ name, args }: EditRequest): Value => {
  const key = valuesOf(name).find((value) => args[value] !== undefined);
  return key === undefined ? null : (args[key] ?? null);
};

/** The same, with its element set to another value. */
export const withValue = <R extends EditRequest>(request: R, value: Value): R => {
  const key = valuesOf(request.name).find((argument) => request.args[argument] !== undefined);
  return key === undefined ? request : { ...request, args: { ...request.args, [key]: value } };
};

/** Names the element that an edit sets: two edits of the same one have the same. */
export const elementKey = ({ name, args }: EditRequest): string =>
  JSON.stringify([name, ...Object.entries(args).filter(([key]) => !valuesOf(name).includes(key)).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
