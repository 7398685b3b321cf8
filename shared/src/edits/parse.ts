/** From what arrived to an edit that can be judged, or to the field that is wrong (EDIT-2). */
import * as v from 'valibot';
import type { Definition } from './definition.ts';
import { definitions } from './definitions.ts';
import { Edit } from './edit.ts';
import type { Value } from './merge.ts';

export type Parsed =
  | { readonly ok: true; readonly edit: Edit; readonly definition: Definition; readonly args: Readonly<Record<string, Value>> }
  | { readonly ok: false; readonly field: string; readonly message: string };

/** Never throws. `field` is a dotted path such as `args.enabled`; `message` starts with that path. */
export function parseEdit(input: unknown): Parsed {
  const envelope = v.safeParse(Edit, input, { abortEarly: true });
  if (!envelope.success) return wrong('', envelope.issues[0]);
  const edit = envelope.output;
  const definition = definitions.get(edit.name);
  if (definition === undefined) return { ok: false, field: 'name', message: `name: there is no edit called '${edit.name}'` };
  const args = v.safeParse(definition.args, edit.args, { abortEarly: true });
  if (!args.success) return wrong('args.', args.issues[0]);
  return { ok: true, edit, definition, args: args.output };
}

function wrong(prefix: string, issue: v.BaseIssue<unknown>): Parsed {
  const path = v.getDotPath(issue);
  const field = path === null ? prefix.replace(/\.$/, '') || 'edit' : prefix + path;
  return { ok: false, field, message: `${field}: ${explain(issue)}` };
}

/** Valibot's words for what a schema takes. */
const kinds = new Map([
  ['Object', 'an object, in curly brackets'],
  ['Array', 'a list, in square brackets'],
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** What is wrong with a field, as a phrase that follows its name. Shared with the REST API and the import. */
export function explain({ expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is not a field of this';
  if (received === 'undefined') return 'is missing';
  // A schema without a message of its own: what it expects is a word, or `("one" | "other")`.
  if (expected === null || !message.startsWith('Invalid ')) return message;
  const choices = expected.replace(/^\(|\)$/g, '').split(' | ').map((one) => kinds.get(one) ?? one.replaceAll('"', ''));
  const last = choices.pop() ?? '';
  return `must be ${choices.length === 0 ? last : `${choices.join(', ')} or ${last}`}`;
}
