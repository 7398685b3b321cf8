/**
 * The few requests that need the network and wait for nothing: sign-in, set-up, API keys, import. Everything else
 * goes through the replica.
 */
import { Problem } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';

/** An answer, or why there is none, as words to show. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly message: string; readonly fields: Readonly<Record<string, string>> };

const unreachable = 'The server can not be reached. Try again once you are online.';
const AuthProblem = v.object({ message: v.string() });

/** @param schema what the body of a good answer is; null where it has none that matters */
export async function ask<S extends v.GenericSchema>(path: string, init: RequestInit, schema: S): Promise<Answer<v.InferOutput<S>>> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (why) {
    if (why instanceof TypeError) return { ok: false, status: 0, message: unreachable, fields: {} };
    throw why;
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) return refusal(response.status, body);
  const parsed = v.safeParse(schema, body);
  return parsed.success
    ? { ok: true, value: parsed.output }
    : { ok: false, status: response.status, message: 'The server answered in a way that this version of the app does not know.', fields: {} };
}

export const sendJson = (method: 'POST' | 'PATCH' | 'DELETE', body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function refusal(status: number, body: unknown): Answer<never> {
  const problem = v.safeParse(Problem, body);
  if (problem.success) {
    const { title, detail, errors = [] } = problem.output;
    const fields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
    return { ok: false, status, message: detail ?? title, fields };
  }
  const auth = v.safeParse(AuthProblem, body);
  if (auth.success) return { ok: false, status, message: auth.output.message, fields: {} };
  return { ok: false, status, message: status === 429 ? 'Too many tries. Wait a moment.' : `The server answered ${status}.`, fields: {} };
}
