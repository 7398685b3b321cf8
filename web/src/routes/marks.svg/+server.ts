/** The marks of the integrations as one picture, made by the build: `/marks.svg#hubspot`. */
import { outlines } from '$lib/connectors/marks.ts';

export const prerender = true;

export function GET(): Response {
  const symbols = Object.entries(outlines).map(([slug, path]) => `<symbol id="${slug}" viewBox="0 0 24 24"><path d="${path}"/></symbol>`);
  return new Response(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`, { headers: { 'content-type': 'image/svg+xml' } });
}
