/**
 * Who may do what: the table of PRODUCT, as one pure function (PERM-1). The browser asks it what to
 * offer; the server asks it, under the lock of the member's rights, what to do.
 */
import type { ScopedLevel, WorkspaceLevel } from './domain/levels.ts';
import { scopedRank, workspaceRank } from './domain/ranks.ts';

/** What decides: a member's record, or an API key that carries the same fields. */
export interface Actor {
  /** The member's record id; null for an API key. */
  readonly member: string | null;
  readonly workspace: string;
  readonly level: WorkspaceLevel;
  readonly environments: Readonly<Record<string, ScopedLevel>>;
  readonly integrations: Readonly<Record<string, ScopedLevel>>;
  readonly runs: Readonly<Record<string, { readonly view: boolean; readonly run: boolean }>>;
  readonly enabled: boolean;
}

/** Where an action happens. `environment` is of the actor's own workspace: the caller has looked that up (PERM-5). */
export interface Place {
  readonly workspace: string;
  readonly environment: string | null;
  readonly integration: string | null;
  readonly group: string | null;
}

/** What a change to a member's access would do, for the rules that look at whom and how far (PERM-3, PERM-4). */
export interface Subject {
  readonly member: string;
  readonly level: WorkspaceLevel;
  readonly becomes: WorkspaceLevel;
}

export type Action =
  | { readonly kind: 'environment.read' }
  | { readonly kind: 'integration.read' }
  | { readonly kind: 'connectedUsers.manage' }
  | { readonly kind: 'integrations.configure' }
  | { readonly kind: 'activations.manage' }
  | { readonly kind: 'runs.view' }
  | { readonly kind: 'runs.start' }
  | { readonly kind: 'appUsers.manage' }
  /** `usedBy`: the integrations that use the connection. Who manages only some integrations has to manage all of these. */
  | { readonly kind: 'connections.manage'; readonly usedBy: readonly string[] }
  | { readonly kind: 'members.invite'; readonly allowed: boolean; readonly level: WorkspaceLevel; readonly scoped: ScopedLevel }
  | { readonly kind: 'members.change'; readonly subject: Subject }
  | { readonly kind: 'teams.manage' }
  | { readonly kind: 'activity.read' }
  | { readonly kind: 'views.share' }
  | { readonly kind: 'settings.manage' }
  /** What is only theirs: notices, notification switches, private views. `member` is whose it is. */
  | { readonly kind: 'notifications.own' | 'views.own'; readonly member: string };

/** Null: allowed. Otherwise why not, as a sentence for the person who asked. */
export type Denial = string | null;

const no = {
  disabled: 'Your access to this workspace is disabled.',
  elsewhere: 'This belongs to another workspace.',
  read: 'You have no access to this.',
  manage: 'Only those who manage this may change it.',
  manageAll: 'Several integrations use this connection: only who manages all of them may change it.',
  given: 'This right has to be given to you for the integration or its group.',
  administrators: 'Only owners and administrators may do this.',
  owners: 'Only an owner may change an owner.',
  self: 'Nobody changes their own level.',
  above: 'Nobody gives more than they hold.',
  own: 'Only the member whose this is may change it.',
  invitations: 'Inviting is for owners and administrators in this workspace.',
} as const;

const administers = (actor: Actor): boolean => workspaceRank[actor.level] >= workspaceRank.administrator;

const inEnvironment = (actor: Actor, place: Place): number =>
  administers(actor) ? scopedRank.manage : place.environment === null ? 0 : scopedRank[actor.environments[place.environment] ?? 'none'];

const inIntegration = (actor: Actor, place: Place): number =>
  Math.max(inEnvironment(actor, place), place.integration === null ? 0 : scopedRank[actor.integrations[place.integration] ?? 'none']);

const runRight = (actor: Actor, place: Place, right: 'view' | 'run'): boolean => {
  const given = (key: string) => actor.runs[key]?.[right] === true;
  return (
    (place.integration !== null && given(`integration/${place.integration}`)) || (place.group !== null && given(`group/${place.group}`))
  );
};

/**
 * Decides whether `actor` may do `action` at `place`.
 * @returns null if so, else the sentence that says why not. Never throws.
 */
export function can(actor: Actor, action: Action, place: Place): Denial {
  if (!actor.enabled) return no.disabled;
  if (actor.workspace !== place.workspace) return no.elsewhere;
  const denyUnless = (allowed: boolean, why: string): Denial => (allowed ? null : why);
  switch (action.kind) {
    case 'environment.read':
      return denyUnless(inEnvironment(actor, place) >= scopedRank.monitor, no.read);
    case 'integration.read':
      return denyUnless(inIntegration(actor, place) >= scopedRank.monitor, no.read);
    case 'connectedUsers.manage':
    case 'integrations.configure':
    case 'views.share':
      return denyUnless(inEnvironment(actor, place) >= scopedRank.manage, no.manage);
    case 'activations.manage':
    case 'appUsers.manage':
      return denyUnless(inIntegration(actor, place) >= scopedRank.manage, no.manage);
    case 'connections.manage': {
      const { usedBy } = action;
      const managesAll = usedBy.length > 0 && usedBy.every((integration) => inIntegration(actor, { ...place, integration }) >= scopedRank.manage);
      return denyUnless(inEnvironment(actor, place) >= scopedRank.manage || managesAll, usedBy.length > 1 ? no.manageAll : no.manage);
    }
    case 'runs.view':
      return denyUnless(administers(actor) || (inIntegration(actor, place) > 0 && runRight(actor, place, 'view')), no.given);
    case 'runs.start':
      return denyUnless(administers(actor) || (inIntegration(actor, place) > 0 && runRight(actor, place, 'run')), no.given);
    case 'members.invite': {
      if (workspaceRank[action.level] > workspaceRank[actor.level]) return no.above;
      if (administers(actor)) return null;
      if (!action.allowed) return no.invitations;
      const own = inIntegration(actor, place);
      return denyUnless(own > 0 && scopedRank[action.scoped] <= own, no.above);
    }
    case 'members.change': {
      const { subject } = action;
      if (!administers(actor)) return no.administrators;
      if (subject.level === 'owner' && actor.level !== 'owner') return no.owners;
      if (workspaceRank[subject.becomes] > workspaceRank[actor.level]) return no.above;
      return denyUnless(!(subject.member === actor.member && workspaceRank[subject.becomes] > workspaceRank[subject.level]), no.self);
    }
    case 'teams.manage':
    case 'activity.read':
    case 'settings.manage':
      return denyUnless(administers(actor), no.administrators);
    case 'notifications.own':
    case 'views.own':
      return denyUnless(action.member === actor.member, no.own);
  }
}

/** What a team gives to those who are in it. */
export interface Giving {
  readonly members: Readonly<Record<string, true>>;
  readonly integrations: Readonly<Record<string, ScopedLevel>>;
}

/** The actor that a member's record makes, with what the teams of the workspace give: of two levels the higher one holds (PERM-11). */
export function actorOf(id: string, member: Omit<Actor, 'member'>, teams: readonly Giving[]): Actor {
  const { workspace, level, environments, runs, enabled } = member;
  const integrations: Record<string, ScopedLevel> = { ...member.integrations };
  for (const team of teams) {
    if (!Object.hasOwn(team.members, id)) continue;
    for (const [integration, given] of Object.entries(team.integrations)) {
      if (scopedRank[given] > scopedRank[integrations[integration] ?? 'none']) integrations[integration] = given;
    }
  }
  return { member: id, workspace, level, environments, integrations, runs, enabled };
}
