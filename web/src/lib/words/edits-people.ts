/** Edits of members, teams and invitations as people say them. */
import type { Value } from '@latchkey/shared/edits/merge';
import { scopedLevels, workspaceLevels } from '@latchkey/shared/domain/level-words';
import { phrase, type Phrase, type Phrases } from './phrase.ts';

const wordOf = (value: Value): string =>
  value === 'owner' || value === 'administrator' ? workspaceLevels[value] : value === 'manage' || value === 'monitor' ? scopedLevels[value] : scopedLevels.none;

/** @param where ` on HubSpot`, or nothing */
const levelled = (value: Value, where: string): Phrase => {
  const level = wordOf(value) + where;
  return phrase(`set to ${level}`, (subject) => `set ${subject} to ${level}`, `Set to ${level} again`);
};
const invited: Phrase = phrase('invited', (subject) => `invited ${subject}`, 'Invite again');

/** By name, of the value that stands or was set. */
export const peoplePhrases: Phrases = {
  'member.setLevel': ({ value }) => levelled(value, ''),
  'member.setEnvironmentLevel': ({ value, args, name }) => levelled(value, ` in ${name(args['environment'], 'an environment')}`),
  'member.setIntegrationLevel': ({ value, args, name }) => levelled(value, ` on ${name(args['integration'], 'an integration')}`),
  'member.setRunRight': ({ value, args, name }) => {
    const right = `the right to ${args['right'] === 'view' ? 'view' : 'start'} runs of ${name(args['target'], 'an integration')}`;
    return value === true
      ? phrase(`given ${right}`, (subject) => `gave ${subject} ${right}`, 'Give it again')
      : phrase(`no longer given ${right}`, (subject) => `took ${right} from ${subject}`, 'Take it again');
  },
  'member.setNotifications': ({ value, args, name }) => {
    const failures = `failures of ${name(args['integration'], 'an integration')}`;
    return value === true
      ? phrase(`told of ${failures}`, (subject) => `had ${subject} told of ${failures}`, 'Switch on again')
      : phrase(`no longer told of ${failures}`, (subject) => `had ${subject} no longer told of ${failures}`, 'Switch off again');
  },
  'team.create': () => phrase('made', (subject) => `made the team ${subject}`, 'Make again'),
  'team.setMember': ({ value, args, name }) => {
    const member = name(args['member'], 'a member');
    return value === true
      ? phrase(`has ${member} in it`, (subject) => `put ${member} in ${subject}`, `Put ${member} in again`)
      : phrase(`no longer has ${member} in it`, (subject) => `took ${member} out of ${subject}`, `Take ${member} out again`);
  },
  'team.setIntegrationLevel': ({ value, args, name }) => levelled(value, ` on ${name(args['integration'], 'an integration')}`),
  'invitation.create': () => invited,
  'invitation.resend': () => phrase('invited again', (subject) => `invited ${subject} again`, 'Invite again'),
  'invitation.setStatus': ({ value }) =>
    value === 'revoked' ? phrase('is no longer invited', (subject) => `revoked the invitation of ${subject}`, 'Revoke again') : invited,
  'invitation.setIntegrationLevel': ({ value, args, name }) => {
    const { did, ...rest } = levelled(value, ` on ${name(args['integration'], 'an integration')}`);
    return { ...rest, did: (subject) => did(`the invitation of ${subject}`) };
  },
};
