/** Lists of e-mail addresses. */
import { SignInEmail } from '@latchkey/shared/protocol/set-up';
import * as v from 'valibot';

export interface Addresses {
  /** Each once, whatever its case. */
  readonly good: readonly string[];
  /** What is no address, as it was written. */
  readonly wrong: readonly string[];
}

/** Reads addresses as people paste them: apart by commas, semicolons, spaces or lines, also `Name <name@example.com>`. */
export function readAddresses(text: string): Addresses {
  const bare = text.replaceAll(/"[^"\n]*"/g, ' ').replaceAll(/(?<![^\s,;>])[^,;<>@\n]*<([^<>]*)>/g, ' $1 ');
  const good = new Map<string, string>();
  const wrong = new Set<string>();
  for (const word of bare.split(/[\s,;]+/u).filter((part) => part !== '')) {
    if (v.is(SignInEmail, word)) good.set(word.toLowerCase(), good.get(word.toLowerCase()) ?? word);
    else wrong.add(word);
  }
  return { good: [...good.values()], wrong: [...wrong] };
}
