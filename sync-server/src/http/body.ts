/** From the bytes of a request to a value of a schema, or to the problem that says what is wrong with them. */
import { bodyLimit } from 'hono/body-limit';
import type { HonoRequest, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { Env } from './env.ts';
import { fieldErrors, problem, problems } from './problem.ts';

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response };

/** CASE-7: the rest of a longer request is not read. */
export const atMost = (bytes: number): MiddlewareHandler<Env> => bodyLimit({ maxSize: bytes, onError: () => problems.tooLarge(bytes) });

/** Reads a JSON body. 415 for another type, 400 for what is no JSON, 422 where it does not fit the schema. */
export async function readJson<S extends v.GenericSchema>(request: HonoRequest, schema: S, mismatch: 400 | 422 = 422): Promise<Read<v.InferOutput<S>>> {
  const refuse = (response: Response) => ({ ok: false, response }) as const;
  if (!/^application\/json\s*(;|$)/i.test(request.header('content-type') ?? '')) {
    return refuse(problem(415, 'wrong-type', "The body has to be JSON, with 'Content-Type: application/json'."));
  }
  const text = decode(await request.arrayBuffer());
  if (text === null) return refuse(problem(400, 'not-json', 'The body is not UTF-8.'));
  const parsed = parse(text);
  if (!parsed.ok) return refuse(problem(400, 'not-json', 'The body is not JSON.', { detail: parsed.why }));
  // A list would pass as an object all of whose fields may be left out.
  const isObject = typeof parsed.value === 'object' && parsed.value !== null && !Array.isArray(parsed.value);
  const result = v.safeParse(schema, parsed.value);
  if (isObject && result.success) return { ok: true, value: result.output };
  const errors = isObject ? fieldErrors(result.issues ?? []) : [{ field: 'body', message: 'must be an object, in curly brackets' }];
  return refuse(mismatch === 422 ? problems.invalid(errors) : problem(400, 'malformed', 'The body is not what this takes; nothing was changed.', { errors }));
}

function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // the one reason that a fatal decoder throws for
  }
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message.slice(0, 200) : 'unreadable' };
  }
}
