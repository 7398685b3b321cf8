/** The edits of saved views, as they are asked for. */
import type { EditRequest } from '$replica/client.ts';

/** @param query of its screen, see {@link import('$lib/table/address.ts').viewQuery} */
export const saveView = (environment: string, screen: string, name: string, query: string, shared: boolean): EditRequest => ({
  name: 'view.save',
  args: { view: crypto.randomUUID(), environment, screen, name, query, shared },
});
export const setViewQuery = (view: string, query: string): EditRequest => ({ name: 'view.setQuery', args: { view, query } });
export const renameView = (view: string, name: string): EditRequest => ({ name: 'view.rename', args: { view, name } });
export const removeView = (view: string): EditRequest => ({ name: 'view.setRemoved', args: { view, removed: true } });
