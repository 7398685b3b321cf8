/**
 * What entries of the audit log say was done, and on what kind of record. The page shows these words, and the server finds
 * entries by them (AUDIT-3): what is searched for is what is read.
 */
import { fold } from '../domain/fold.ts';
import type { ActivityEntry } from './activity.ts';

/** What kinds of record are called; `workspace` is what is of none. */
export const kindWords: Readonly<Record<string, string>> = {
  workspace: 'Workspace',
  connectedUser: 'Connected user',
  integration: 'Integration',
  activation: 'Activation',
  connection: 'Connection',
  appAccount: 'App user',
  appTeam: 'App team',
  run: 'Run',
  member: 'Member',
  team: 'Team',
  invitation: 'Invitation',
  view: 'View',
  notice: 'Notice',
};

/** What an entry of no record is about. */
export const theWorkspace = 'The workspace';

const actions: ReadonlyMap<string, string> = new Map(Object.entries({
  'integration.checkForUpdates': 'Check for updates',
  'integration.configure': 'Configured',
  'integration.setGroup': 'Group',
  'integration.addRole': 'Role added:',
  'integration.configureRole': 'Role changed:',
  'integration.setRoleOffered': 'Role offered:',
  'member.setLevel': 'Level in the workspace',
  'member.setEnvironmentLevel': 'Level in',
  'member.setIntegrationLevel': 'Level on',
  'member.setRunRight': 'Right to runs of',
  'member.setNotifications': 'Notifications of',
  'member.changeEmail': 'E-mail address changed',
  'member.makeEmailLink': 'Link for another e-mail address made',
  'activation.runNow': 'Run asked for',
  'run.setWithdrawn': 'Run cancelled',
  'run.start': 'Run',
  'view.save': 'View saved',
  'view.setQuery': 'View changed',
  'appAccount.add': 'Added',
  'appAccount.setWithdrawn': 'Addition taken back',
  'appAccount.setPresence': 'Access',
  'appAccount.setRole': 'Role',
  'appAccount.match': 'Matched',
  'appAccount.retry': 'Asked for again',
  'appAccount.teamAccess': 'Access through a team',
  'appAccount.invite': 'Invited by the app',
  'appAccount.update': 'Updated in the app',
  'appAccount.deprovision': 'Removed from the app',
  'appAccount.sync': 'Read from the app',
  'appTeam.add': 'Added',
  'appTeam.setRole': 'Role',
  'appTeam.setTeam': 'Team of the workspace',
  'appTeam.setPresence': 'Place in the app',
  'appTeam.retry': 'Asked for again',
  'appTeam.create': 'Made in the app',
  'appTeam.update': 'Updated in the app',
  'appTeam.remove': 'Removed from the app',
  'team.create': 'Created',
  'team.setMember': 'Member',
  'team.setIntegrationLevel': 'Level on',
  'invitation.create': 'Invited',
  'invitation.setIntegrationLevel': 'Level on',
  'invitation.resend': 'Sent again',
  'invitation.setStatus': 'Status',
  'invitation.makeLink': 'Link made',
  'invitation.accept': 'Accepted',
  'invitation.dismiss': 'Dismissed',
  'notice.dismiss': 'Notice read',
  'notice.settle': 'Read in a notice',
  'connectedUsers.import': 'Imported from a file',
  'rest.putConnectedUser': 'Put by your product',
  'rest.removeConnectedUser': 'Removed by your product',
  'rest.putActivation': 'Put by your product',
  'rest.putConnection': 'Put by your product',
  'rest.putRun': 'Put by your product',
  'workspace.setUp': 'Set up',
  'workspace.change': 'Settings',
  'environment.create': 'Environment added',
  'environment.change': 'Environment changed',
  'environment.rename': 'Environment renamed',
  'apiKey.create': 'API key made',
  'apiKey.delete': 'API key removed',
}));

type Deed = Pick<ActivityEntry, 'action' | 'after' | 'outcome'>;

/** What edits are called that end alike, of whatever record: by what was applied, where that is known. */
const alike: ReadonlyMap<string, readonly [asked: string, on: string, off: string]> = new Map([
  ['setEnabled', ['Enable or disable', 'Enabled', 'Disabled']],
  ['setRemoved', ['Removed', 'Removed', 'Put back']],
  ['setExempted', ['Exemption', 'Exempted', 'Exemption ended']],
  ['setProtected', ['Protection', 'Protected', 'Protection ended']],
  ['rename', ['Renamed', 'Renamed', 'Renamed']],
  ['lapse', ['Lapsed', 'Lapsed', 'Lapsed']],
]);

function saidAlike({ action, after, outcome }: Deed): string | undefined {
  const [asked, on, off] = alike.get(action.split('.').at(-1) ?? '') ?? [];
  return outcome !== 'applied' || typeof after !== 'boolean' ? asked : after ? on : off;
}

/** `Disabled`; what has no words is called by its name. */
export const deedOf = (deed: Deed): string => saidAlike(deed) ?? actions.get(deed.action) ?? deed.action;

/** What tells a deed apart from others of its name: what was applied, where that was a switch. */
export interface SaidDeed {
  readonly action: string;
  readonly applied: boolean | null;
}

const ofEachKind = [...alike.keys()].flatMap((name) => Object.keys(kindWords).map((kind) => `${kind}.${name}`));
const deeds = [...actions.keys(), ...ofEachKind].flatMap((action) =>
  [null, true, false].map((applied) => ({ action, applied, words: fold(deedOf({ action, after: applied, outcome: applied === null ? 'refused' : 'applied' })) })),
);
const kinds = Object.entries(kindWords).map(([kind, words]) => ({ kind, words: fold(words) }));

/** The deeds that are called by that word. @param word folded */
export const deedsSaid = (word: string): readonly SaidDeed[] => deeds.filter(({ words }) => words.includes(word));

/** The kinds of record that are called by that word. @param word folded */
export const kindsSaid = (word: string): readonly string[] => kinds.flatMap(({ kind, words }) => (words.includes(word) ? [kind] : []));
