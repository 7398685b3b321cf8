/** The token of a link: after the #, where no server sees it. */
import { LinkToken } from '@latchkey/shared/protocol/invitations';
import * as v from 'valibot';

/** @param hash of the address; null where it holds no token: the link was cut off on its way */
export function tokenIn(hash: string): string | null {
  const token = hash.slice(1);
  return v.is(LinkToken, token) ? token : null;
}
