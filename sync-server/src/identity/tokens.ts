/** Tokens of links: 256 random bits, of which only the hash is kept. */
import { hash } from 'node:crypto';

export interface LinkToken {
  readonly token: string;
  readonly hash: string;
}

export const hashOfToken = (token: string): string => hash('sha256', token);

/** @param random bytes of cryptographic quality */
export function newToken(random: (bytes: number) => Buffer): LinkToken {
  const token = random(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}
