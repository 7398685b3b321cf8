/** RFC 9457: every error of the server says what happened, to what, and what to do. */
import { explain } from '@latchkey/shared/edits/parse';
import type { FinalProblem, Problem } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface Details {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of the problem, as RFC 9457 §3.2 allows. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** @param name the last part of the problem's type, stable for programs; the title is for people */
export function problem(status: number, name: string, title: string, { detail, errors, headers, more }: Details = {}): Response {
  const body = {
    type: `urn:latchkey:problem:${name}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...more,
  } satisfies Problem & Record<string, unknown>;
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

const final = (fate: FinalProblem['fate'], user: string, name: string, title: string): Response =>
  problem(401, name, title, { more: { fate, user } satisfies FinalProblem });

/** The refusals that several routes share. */
export const problems = {
  signedOut: () => problem(401, 'signed-out', 'Sign in first.'),
  otherUser: () => problem(401, 'other-user', 'Somebody else is signed in here now; nothing was changed.'),
  /** @param user whose sign-in it was: in a browser the cookie changes under what is kept for somebody else */
  signInEnded: (user: string) => final('ended', user, 'sign-in-ended', 'This sign-in has been ended. Sign in again.'),
  /** @param user whose data leaves the device, whatever it is (OUT-11) */
  wiped: (user: string) => final('wiped', user, 'wiped', 'What this device keeps of yours is to be removed. Sign in again.'),
  noAccess: (user: string) => final('revoked', user, 'no-access', 'You have no access to any workspace here, or it is disabled.'),
  foreignOrigin: () => problem(403, 'foreign-origin', 'This request came from a page of another origin, and was not carried out.'),
  forbidden: (why: string) => problem(403, 'forbidden', why),
  /** The same answer for what does not exist and for what one may not know of (PERM-5, PERM-7). */
  notFound: () => problem(404, 'not-found', 'There is nothing here, or you have no access to it.'),
  /** The rest of the request is not read, so its connection can not be used again. */
  tooLarge: (bytes: number) => problem(413, 'too-large', `A request may be at most ${bytes} bytes long.`, { headers: { connection: 'close' } }),
  /** For the log: whoever sent it is not there to read it. */
  incomplete: () => problem(400, 'incomplete', 'The request ended before all of it was here; nothing was changed.', { headers: { connection: 'close' } }),
  tooMany: (seconds: number) =>
    problem(429, 'too-many-requests', `Too many requests; try again in ${seconds} s.`, { headers: { 'retry-after': String(seconds) } }),
  invalid: (errors: readonly FieldError[]) => problem(422, 'invalid', 'Some fields are not right; nothing was changed.', { errors }),
  storageFull: () =>
    problem(503, 'storage-full', 'The server has no room to save this; nothing was changed. Try again later.', { headers: { 'retry-after': '30' } }),
  quarantined: () => problem(503, 'quarantined', 'This data was found damaged and is not served until an operator has looked at it.'),
  stopping: () => problem(503, 'stopping', 'The server is being restarted; try again.', { headers: { 'retry-after': '2', connection: 'close' } }),
} as const;

/** Valibot's issues, the first of each field, with its dotted path and the phrase that EDIT-2 uses as well. */
export const fieldErrors = (issues: readonly v.BaseIssue<unknown>[]): readonly FieldError[] => {
  const first = new Map<string, string>();
  for (const issue of issues) {
    const field = v.getDotPath(issue) ?? 'body';
    if (!first.has(field)) first.set(field, explain(issue));
  }
  return [...first].map(([field, message]) => ({ field, message }));
};
