import { NewApiKey } from '@latchkey/shared/protocol/api-keys';
import { EditBatch } from '@latchkey/shared/protocol/http';
import { AcceptInvitation, InvitationToken } from '@latchkey/shared/protocol/invitations';
import { AskForEmail, ConfirmEmail } from '@latchkey/shared/protocol/own-email';
import { Gone } from '@latchkey/shared/protocol/own-sign-ins';
import { FirstOwner } from '@latchkey/shared/protocol/set-up';
import { EnvironmentChange, NewEnvironment, WorkspaceChange } from '@latchkey/shared/protocol/workspace-settings';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { PutActivation, PutConnection, PutRun, PutUser } from '../rest/schemas.ts';
import { fieldErrors } from './problem.ts';

const bodies = { FirstOwner, NewApiKey, AcceptInvitation, InvitationToken, AskForEmail, ConfirmEmail, Gone, WorkspaceChange, NewEnvironment, EnvironmentChange, EditBatch, PutUser, PutActivation, PutConnection, PutRun };
/** No field takes all of these, which is shown below; the objects go as deep as any body does. */
const wrong = [
  ...[null, 5.5, 1_000, true, '', 'x'.repeat(3_000), '\ud800', [], {}],
  ...[{ level: 'owner' }, { level: 'none', environments: [] }, { level: 'none', environments: { production: 'all', '': 'manage' } }],
  ...[{ result: 'maybe', at: 5 }, { kind: 'lapsed' }, { kind: 'queued', at: null }, { kind: 'ended', startedAt: 5, endedAt: 5, result: 5, message: 5 }],
];

test.each(Object.entries(bodies))('EDIT-2 whatever is given in the place of a field of %s, what is wrong with it is said in plain words', (_, schema) => {
  for (const field of Object.keys(schema.entries)) {
    const errors = wrong.flatMap((value) => fieldErrors(v.safeParse(schema, { [field]: value }).issues ?? []));
    expect(errors.filter((error) => error.field.startsWith(field) && error.message !== 'is missing')).not.toEqual([]);
    for (const { message } of errors) expect(message).toMatch(/^(is|must) (?!.*(Expected|received|[<>=]))/);
  }
});
