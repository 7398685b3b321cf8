/** The table of those who reach one integration, members and invited people alike (PRODUCT: Integration → Access). */
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { AccessDetail, AccessRow } from '../../integration-rows.ts';
import type { Grant } from '../../environment-rows.ts';
import type { LazySource, RowSet } from '../lazy-table.ts';
import { present } from '../overview.ts';
import type { Sources } from '../sources.ts';
import type { RecordSet } from '../store/record-set.ts';
import { grantsOf, roleOf, roleRank, wideGrants, type NamedTeam } from './access.ts';
import { standing, statusRank } from './invitations.ts';
import { lastSignIn, shownRecord, sortedLinks } from './links.ts';

/** The records of two kinds as rows of one table, in turns: even numbers are the first's. */
function both(first: RecordSet, second: RecordSet): RowSet {
  const set = (at: number): RecordSet => (at % 2 === 0 ? first : second);
  const text = (at: number): string => set(at).ids.text(at >> 1);
  return {
    has: (at) => set(at).has(at >> 1),
    ids: {
      get size() {
        return 2 * Math.max(first.ids.size, second.ids.size);
      },
      find: (id) => {
        const [one, other] = [first.ids.find(id), second.ids.find(id)];
        return one !== -1 && first.has(one) ? one * 2 : other === -1 ? -1 : other * 2 + 1;
      },
      text,
      compare: (a, b) => (a % 2 === b % 2 ? set(a).ids.compare(a >> 1, b >> 1) : text(a) < text(b) ? -1 : Number(text(a) > text(b))),
    },
  };
}

export function people(sources: Sources, environment: string, integration: string): LazySource<AccessRow, AccessDetail> {
  const { records } = sources;
  const [members, invitations] = [records.of('member'), records.of('invitation')];
  const set = both(members, invitations);
  /** The teams that give this integration, and the addresses of members who reach it, until one of them changes. */
  let around: { readonly teams: readonly NamedTeam[]; readonly addresses: ReadonlySet<string> } | null = null;

  const teams = (): readonly NamedTeam[] => {
    const giving = present(sources, 'team').flatMap((at) => {
      const record = records.effective('team', at);
      return record?.integrations[integration] === undefined ? [] : [{ id: records.of('team').ids.text(at), name: record.name, record }];
    });
    return sortedLinks(sources, giving);
  };
  const surroundings = (): NonNullable<typeof around> => {
    if (around !== null) return around;
    const giving = teams();
    const addresses = present(sources, 'member').flatMap((at) => {
      const record = records.effective('member', at);
      return record !== undefined && grantsOf(members.ids.text(at), record, giving, environment, integration).length > 0 ? [record.email] : [];
    });
    return (around = { teams: giving, addresses: new Set(addresses) });
  };

  const memberRow = (id: string): AccessRow | null => {
    const member = shownRecord(sources, 'member', id);
    if (member === undefined) return null;
    const grants = grantsOf(id, member, surroundings().teams, environment, integration);
    if (grants.length === 0) return null;
    const { name, email, enabled } = member;
    const pending = members.pending(members.ids.find(id));
    return { id, kind: 'member', name, email, role: roleOf(wideGrants(member, environment), grants), grants, status: 'accepted', enabled, lastSignInAt: lastSignIn(sources, id), notified: member.notifications?.[integration] ?? false, pending };
  };
  /** An accepted one is a member; of what else came of one, it shows as long as nobody with its address reaches the integration. */
  const invitationRow = (id: string): AccessRow | null => {
    const invitation = shownRecord(sources, 'invitation', id);
    if (invitation === undefined) return null;
    const { status } = standing(invitation);
    if (status === 'accepted' || (status !== 'pending' && surroundings().addresses.has(invitation.email))) return null;
    const grants = grantsIn(invitation);
    if (grants.length === 0) return null;
    const role = roleOf(grants, grants);
    return { id, kind: 'invitation', name: null, email: invitation.email, role, grants, status, enabled: null, lastSignInAt: null, notified: null, pending: invitations.pending(invitations.ids.find(id)) };
  };
  const grantsIn = (invitation: Invitation): readonly Grant[] => {
    const level = invitation.integrations[integration] ?? 'none';
    return [...wideGrants(invitation, environment), ...(level === 'none' ? [] : [{ from: 'member', level } as const])];
  };
  const row = (at: number): AccessRow | null => (at % 2 === 0 ? memberRow(set.ids.text(at)) : invitationRow(set.ids.text(at)));

  return {
    search: ({ name, email }) => [name, email],
    columns: {
      name: { kind: 'text', of: ({ name }) => name },
      email: { kind: 'text', of: ({ email }) => email },
      role: { kind: 'labels', of: ({ role }) => [role], rank: ({ role }) => roleRank[role] },
      inherited: { kind: 'labels', of: ({ grants }) => [grants.some(({ from }) => from !== 'member') ? 'yes' : 'no'], rank: null },
      status: { kind: 'labels', of: ({ status }) => [status], rank: ({ status }) => statusRank[status] },
      enabled: { kind: 'labels', of: ({ enabled }) => (enabled === null ? [] : [enabled ? 'yes' : 'no']), rank: ({ enabled }) => Number(enabled ?? false) },
      lastSignIn: { kind: 'number', of: ({ lastSignInAt }) => lastSignInAt ?? 0 },
      notified: { kind: 'labels', of: ({ notified }) => (notified === null ? [] : [notified ? 'yes' : 'no']), rank: ({ notified }) => Number(notified ?? false) },
    },
    counted: ['role', 'inherited', 'status', 'enabled', 'notified'],
    set,
    row,
    detail: (at) => {
      const shown = row(at);
      if (shown === null) return null;
      const { id, pending } = shown;
      const member = shownRecord(sources, 'member', id);
      const invitation = shownRecord(sources, 'invitation', id);
      if (shown.kind === 'member') return member === undefined ? null : { id, row: shown, pending, record: { kind: 'member', member } };
      return invitation === undefined ? null : { id, row: shown, pending, record: { kind: 'invitation', invitation } };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'invitation') return [at * 2 + 1];
      if (kind !== 'member' && kind !== 'team') return [];
      around = null;
      // Whether an invitation shows depends on who is there.
      const invited = present(sources, 'invitation').map((one) => one * 2 + 1);
      return kind === 'member' ? [at * 2, ...invited] : [...present(sources, 'member').map((one) => one * 2), ...invited];
    },
  };
}
