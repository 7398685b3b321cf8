/** Random records of every kind, few of them and alike enough to collide often. */
import * as fc from 'fast-check';
import type { Kind } from '@latchkey/shared/domain/kinds';

export const users = ['u1', 'u2', 'u10', 'ü', '𝒰-astral', 'u1b'];
export const integrations = ['i1', 'i2', 'i3'];
export const connectors = ['hubspot', 'slack'];
export const members = ['m1', 'm2', 'm3'];
export const teams = ['t1', 't2'];
const level = fc.constantFrom('manage', 'monitor', 'none');

/** Names that index and fold have to survive; the last is as long as names get. */
const names = ['Ana', 'ANA', 'Åse Ødegård', 'Łukasz Żółć', 'Strauß', 'Σίσυφος', '노수인', 'الياس بن علي', 'שלום עולם', '工藤 裕子', '😀 Grin', '𝒜stral', 'e\u0301clair', 'user 9', 'user 10', 'ıstanbul İZMİR', 'नमस्ते', 'x', `long ${'name '.repeat(38)}end`];
export const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 0, maxLength: 12 }) });
export const instant = fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.001Z', '2025-06-01T12:00:00.000Z', '2026-02-21T19:04:07.533Z');

const held = fc.dictionary(fc.constantFrom('r1', 'r2', 'r3'), fc.constant(true), { maxKeys: 2 });

export const records: Partial<Record<Kind, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  connectedUser: fc.record({
    environment: fc.constant('e'),
    externalId: fc.constantFrom('cus_A1', 'cus_a1', '9', '10', '3108681', 'ext-é'),
    name: fc.option(name),
    email: fc.option(fc.constantFrom('ana@x.example', 'ANA9@x.example', 'ana10@y.example', 'łukasz@x.example')),
    account: fc.option(fc.constantFrom('acc_1', 'acc_2')),
    enabled: fc.boolean(),
    createdAt: instant,
  }),
  integration: fc.record({
    environment: fc.constant('e'),
    name: fc.constantFrom('HubSpot', 'Slack', 'hubspot'),
    connector: fc.constantFrom(...connectors),
    flow: fc.record({ name: fc.constantFrom('Sync contacts', 'Post alerts'), url: fc.constant(null) }),
    configuration: fc.constantFrom({ id: 'cfg_9', name: 'Ñandú' }, { id: 'cfg_10', name: 'nandu' }),
    group: fc.option(fc.constantFrom('CRM', 'Messages', 'Émile')),
    sharing: fc.constantFrom('user', 'account'),
    roles: fc.constantFrom({ r1: { name: 'Admin', description: null } }, { r2: { name: 'Ädmin', description: 'All of it' }, r1: { name: 'Editor', description: null } }),
    teamWord: fc.constantFrom('team', 'group'),
    enabled: fc.boolean(),
  }),
  activation: fc.record({
    environment: fc.constant('e'),
    integration: fc.constantFrom(...integrations),
    user: fc.option(fc.constantFrom(...users)),
    account: fc.option(fc.constantFrom('acc_1', 'Acc 2')),
    sharing: fc.constantFrom('user', 'account'),
    enabled: fc.boolean(),
  }),
  connection: fc.record({
    environment: fc.constant('e'),
    connector: fc.constantFrom(...connectors),
    name: fc.constantFrom('HubSpot Login', 'Slack Login'),
    user: fc.option(fc.constantFrom(...users)),
    account: fc.option(fc.constantFrom('acc_1', 'Acc 2')),
    sharing: fc.constantFrom('user', 'account'),
    proprietary: fc.boolean(),
    status: fc.constantFrom('valid', 'invalid'),
    reason: fc.constant(null),
    authorizedAt: instant,
  }),
  member: fc.record({
    workspace: fc.constant('w'),
    name,
    userName: fc.constantFrom('ana', 'åse'),
    email: fc.constantFrom('ana@x.example', 'łukasz@x.example'),
    level: fc.constantFrom('owner', 'administrator', 'none', 'none', 'none'),
    environments: fc.dictionary(fc.constantFrom('e', 'other'), level, { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    enabled: fc.boolean(),
    joinedAt: instant,
  }),
  invitation: fc.record({
    workspace: fc.constant('w'),
    email: fc.constantFrom('ivy@x.example', 'åse@x.example'),
    level: fc.constantFrom('owner', 'administrator', 'none', 'none', 'none'),
    environments: fc.dictionary(fc.constantFrom('e', 'other'), level, { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    status: fc.constantFrom('pending', 'accepted', 'dismissed', 'expired', 'revoked'),
    invitedBy: fc.constantFrom(...members),
    sentAt: instant,
    expiresAt: instant,
  }),
  run: fc.record({
    environment: fc.constant('e'),
    integration: fc.constant('i1'),
    activation: fc.constantFrom('a1', 'a2'),
    state: fc.oneof(
      fc.record({ kind: fc.constant('queued'), at: instant }),
      fc.record({ kind: fc.constant('running'), startedAt: instant }),
      fc.record({ kind: fc.constant('lapsed'), queuedAt: instant, at: instant }),
      fc.record({ kind: fc.constant('ended'), startedAt: instant, endedAt: instant, result: fc.constantFrom('success', 'error'), message: fc.option(name) }),
    ),
  }),
  appTeam: fc.record(
    {
      environment: fc.constant('e'),
      integration: fc.constant('i1'),
      name,
      role: fc.option(fc.constantFrom('r1', 'r2', 'r3')),
      team: fc.option(fc.constantFrom(...teams)),
      presence: fc.constant('gone'),
      reported: fc.oneof(
        fc.constant({ presence: 'unknown' }),
        fc.record({ presence: fc.constant('present'), role: fc.constantFrom(null, 'r1') }),
        fc.record({ presence: fc.constant('removed'), by: fc.constant('app'), at: instant }),
      ),
      operation: fc.option(fc.record({ kind: fc.constantFrom('create', 'update'), state: fc.constantFrom('queued', 'failed'), reason: fc.constant(null), at: instant, nextAttemptAt: fc.constant(null) })),
    },
    { requiredKeys: ['environment', 'integration', 'name', 'role', 'team'] },
  ),
  appAccount: fc.record({
    environment: fc.constant('e'),
    integration: fc.constant('i1'),
    username: fc.constantFrom('ana', 'ana@x.example', 'łukasz.ż'),
    member: fc.option(fc.constantFrom(...members)),
    teams: fc.dictionary(fc.constantFrom('p1', 'p2'), fc.constant(true), { maxKeys: 2 }),
    desired: fc.record({ presence: fc.constantFrom('present', 'gone'), roles: held, exempted: fc.boolean(), protected: fc.boolean(), retry: fc.option(instant) }),
    reported: fc.oneof(
      fc.constant({ presence: 'unknown' }),
      fc.record({ presence: fc.constant('invited'), expiresAt: instant }),
      fc.record({ presence: fc.constant('unclaimed'), roles: held }),
      fc.record({ presence: fc.constant('present'), roles: held, protected: fc.boolean() }),
      fc.record({ presence: fc.constant('removed'), by: fc.constant('app'), at: instant }),
    ),
    operation: fc.option(fc.record({ kind: fc.constantFrom('invite', 'update', 'sync'), state: fc.constantFrom('queued', 'failed'), reason: fc.constant(null), at: instant, nextAttemptAt: fc.constant(null) })),
    assets: fc.subarray(['Board', 'Inbox']),
  }),
  team: fc.record({
    workspace: fc.constant('w'),
    name,
    members: fc.dictionary(fc.constantFrom(...members), fc.constant(true), { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    createdAt: instant,
  }),
};
