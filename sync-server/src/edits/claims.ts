/** What can be told of an input before it is known to be an edit: enough to find its verdict and to put it on record. */
import { hash } from 'node:crypto';
import type { Edit } from '@latchkey/shared/edits/edit';
import { parseEdit, type Parsed } from '@latchkey/shared/edits/parse';
import * as v from 'valibot';
import { canonicalJson } from '../audit/canonical.ts';

const Claims = v.object({
  id: v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null),
  name: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(100))), null),
  document: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
});

export interface Received extends v.InferOutput<typeof Claims> {
  /** Hash of the input, the same for the same content; null where it is nested too deep to be one of ours. */
  readonly content: string | null;
  readonly parsed: Parsed;
}

const wrong = (field: string, message: string): Parsed => ({ ok: false, field, message: `${field}: ${message}` });

/** Never throws. @param device the device that sends the batch */
export function readInput(input: unknown, device: Edit['device']): Received {
  const content = contentOf(input);
  if (content === null) return { id: null, name: null, document: null, content, parsed: wrong('edit', 'is nested too deep') };
  const claims = v.safeParse(Claims, input);
  const parsed = parseEdit(input);
  return {
    ...(claims.success ? claims.output : { id: null, name: null, document: null }),
    content,
    parsed: parsed.ok && parsed.edit.device !== device ? wrong('device', 'must be the device that sends the batch') : parsed,
  };
}

function contentOf(input: unknown): string | null {
  try {
    return hash('sha256', canonicalJson(input));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
