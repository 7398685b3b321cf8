import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kind } from '../domain/kinds.ts';
import { candidatesFor, editableThrough, type Readable } from './editing.ts';
import { integrationDocument, ownDocument, placementsOf, runsDocument, scopedDocument } from './placement.ts';

const INTEGRATIONS = ['i1', 'i2', 'i3'];
const offers = INTEGRATIONS.map((id) => ({ id, environment: 'e', group: null }));
const integration = fc.constantFrom(...INTEGRATIONS);
const levels = fc.dictionary(integration, fc.constant('manage'), { maxKeys: 3 });

const records: Readonly<Record<Kind, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  member: fc.record({ integrations: levels, environments: fc.constant({}), notifications: levels }),
  team: fc.record({ integrations: levels, members: fc.constant({}) }),
  invitation: fc.record({ level: fc.constantFrom('none', 'owner'), environments: fc.dictionary(fc.constantFrom('e', 'other'), fc.constant('monitor'), { maxKeys: 2 }), integrations: levels }),
  connectedUser: fc.constant({ environment: 'e' }),
  integration: fc.constant({ environment: 'e' }),
  activation: fc.record({ environment: fc.constant('e'), integration }),
  connection: fc.constant({ environment: 'e' }),
  appAccount: fc.record({ environment: fc.constant('e'), integration }),
  appTeam: fc.record({ environment: fc.constant('e'), integration }),
  run: fc.record({ environment: fc.constant('e'), integration }),
  view: fc.record({ environment: fc.constant('e'), member: fc.constantFrom(null, 'm') }),
  device: fc.constant({ member: 'm' }),
  notice: fc.constant({ member: 'm' }),
};
const record = fc.constantFrom(...(Object.keys(records) as Kind[])).chain((kind) => records[kind].map((json) => ({ kind, json })));

/** What sessions list: all of the environment, or single integrations; runs where that is given. */
const readable = fc.record({ wide: fc.boolean(), read: fc.subarray(INTEGRATIONS), runs: fc.subarray(INTEGRATIONS) }).map(({ wide, read, runs }): Readable => ({
  environment: 'e',
  own: ownDocument('m'),
  documents: [
    ...(wide ? ['e'] : []),
    ...INTEGRATIONS.filter((id) => wide || read.includes(id)).flatMap((id) => [integrationDocument(id), ...(wide ? [] : [scopedDocument(id)]), ...(runs.includes(id) ? [runsDocument(id)] : [])]),
  ],
}));

test('EDIT-15 DOC-2 an edit goes to a document that holds its record and that its author reads, wherever there is one', () => {
  fc.assert(
    fc.property(record, readable, fc.option(integration), fc.subarray(INTEGRATIONS), ({ kind, json }, session, about, usedBy) => {
      const id = kind === 'integration' ? 'i1' : 'x';
      const through = editableThrough(kind, id, json, session, about);
      const holding = [...placementsOf(kind, id, json, { environments: ['e', 'other'], integrations: offers, usedBy: ['connection', 'connectedUser'].includes(kind) ? INTEGRATIONS : usedBy }).keys()];
      const known = [...session.documents, session.own];
      if (kind === 'run') expect(through).toEqual(holding);
      else expect(new Set(through)).toEqual(new Set(holding.filter((document) => known.includes(document))));
      expect(holding).toEqual(expect.arrayContaining([...through]));
      const [first] = through;
      if (first !== undefined && known.includes(first)) expect(candidatesFor(kind, session)).toContain(first);
    }),
    { numRuns: 500 },
  );
});

test('EDIT-15 DOC-2 who reads the environment edits through its document, others through that of the integration they are about', () => {
  const alone: Readable = { environment: 'e', own: 'me.m', documents: [integrationDocument('i1'), scopedDocument('i1'), integrationDocument('i2'), scopedDocument('i2')] };
  const whole: Readable = { ...alone, documents: ['e', integrationDocument('i1'), integrationDocument('i2')] };
  const member = { integrations: {}, environments: {} };
  expect(editableThrough('member', 'm', member, whole, 'i2')[0]).toBe('e');
  expect(editableThrough('member', 'm', member, alone, 'i2')[0]).toBe('scoped.i2');
  expect(editableThrough('invitation', 'v', { level: 'none', environments: {}, integrations: { i1: 'manage', i2: 'manage' } }, alone, 'i2')[0]).toBe('integration.i2');
});
