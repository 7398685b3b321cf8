/** What is done to invitations, one or many: as one action, to those to which it may be done. */
import type { Invitation } from '@latchkey/shared/domain/invitation';
import { useApp } from '$lib/state/app.svelte.ts';
import { resendInvitation, revokeInvitation } from '$lib/state/people-requests.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { withLeftOut } from '$lib/table/act-on-each.ts';
import { counted } from '$lib/words/numbers.ts';
import type { EditRequest } from '$replica/client.ts';
import { inviteDenied } from '../inviting.ts';
import { resendObjection, revokeObjection } from './words.ts';

interface Found {
  readonly id: string;
  readonly invitation: Invitation;
  /** As it shows. */
  readonly status: Invitation['status'];
}

export interface InvitationActs {
  /** @returns whether anything was done */
  readonly resend: (ids: readonly string[]) => Promise<boolean>;
  readonly revoke: (ids: readonly string[]) => Promise<boolean>;
}

/** Called while a component is made. @param environment its id; `find` the invitation of an id, or null */
export function useInvitationActs(environment: () => string, find: (id: string) => Promise<Found | null>): InvitationActs {
  const app = useApp();
  const here = useHere();

  async function each(ids: readonly string[], objection: typeof resendObjection, request: (id: string) => EditRequest, done: string): Promise<boolean> {
    const found = (await Promise.all(ids.map(find))).filter((one) => one !== null);
    const why = ({ invitation, status }: Found): string | null => inviteDenied(here, invitation) ?? objection(status);
    const may = found.filter((one) => why(one) === null);
    const reasons = found.flatMap((one) => why(one) ?? []);
    if (may.length === 0) {
      app.toasts.show(reasons[0] ?? 'There is no invitation among them.');
      return false;
    }
    const said = withLeftOut(`${counted(may.length, 'invitation', 'invitations')} ${done}`, reasons);
    return (await app.edits.make(environment(), may.map(({ id }) => request(id)), said)) !== null;
  }
  return {
    resend: (ids) => each(ids, resendObjection, resendInvitation, 'sent again'),
    revoke: (ids) => each(ids, revokeObjection, revokeInvitation, 'revoked'),
  };
}
