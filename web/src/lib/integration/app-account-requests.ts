/** The edits of App users, as they are asked for. */
import type { EditRequest } from '../../replica/client.ts';

/** Somebody who has no account yet; the account is asked for by the name given. */
export const addAccount = (account: string, environment: string, integration: string, member: string, username: string): EditRequest => ({
  name: 'appAccount.add',
  args: { account, environment, integration, member, username },
});
export const withdrawAccount = (account: string): EditRequest => ({ name: 'appAccount.setWithdrawn', args: { account, withdrawn: true } });
export const setAccountPresence = (account: string, presence: 'present' | 'gone'): EditRequest => ({ name: 'appAccount.setPresence', args: { account, presence } });
export const setAccountRole = (account: string, role: string, on: boolean): EditRequest => ({ name: 'appAccount.setRole', args: { account, role, on } });
export const matchAccount = (account: string, member: string | null): EditRequest => ({ name: 'appAccount.match', args: { account, member } });
export const setAccountExempted = (account: string, exempted: boolean): EditRequest => ({ name: 'appAccount.setExempted', args: { account, exempted } });
export const setAccountProtected = (account: string, on: boolean): EditRequest => ({ name: 'appAccount.setProtected', args: { account, protected: on } });
/** @param at the time of what is to be tried again */
export const retryAccount = (account: string, at: string): EditRequest => ({ name: 'appAccount.retry', args: { account, at } });
/** Takes back a check that the app was not asked for yet. */
export const cancelCheck = (integration: string): EditRequest => ({ name: 'integration.checkForUpdates', args: { integration, at: null } });
export const checkForUpdates = (integration: string): EditRequest => ({ name: 'integration.checkForUpdates', args: { integration, at: new Date().toISOString() } });
