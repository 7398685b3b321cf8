/** Where a request comes from. */
import type { IncomingMessage } from 'node:http';

/**
 * The address of the client, for limits and logs.
 * @param proxies how many proxies of ours stand in front: the last but so many entry of X-Forwarded-For is the client's.
 *   What is further left was written by the client and is worth nothing.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return direct;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  return forwarded.at(-proxies) ?? direct;
}
