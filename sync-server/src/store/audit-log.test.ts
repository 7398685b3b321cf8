import { expect, test } from 'vitest';
import { wordsIn, type AuditEntry } from './audit-log.ts';
import { auditEntry } from './contract/samples.ts';

const words = (change: Partial<AuditEntry>) => wordsIn({ ...auditEntry('appAccount.setRole'), ...change }).split('\n');

test.for<readonly [what: string, change: Partial<AuditEntry>, found: readonly string[]]>([
  ['who, on what, from which device', { deviceName: 'Firefox on Linux' }, ['ada', 'grace', 'firefox on linux']],
  ['the workspace as a whole', { subject: null }, ['ada', 'the workspace']],
  ['of which of several', { element: 'desired/roles/billing' }, ['ada', 'grace', 'desired/roles/billing']],
  ['not what a field is named', { element: 'enabled' }, ['ada', 'grace']],
  ['why, as it shows', { element: 'enabled', outcome: 'superseded', detail: 'asked for on; the edit of Max stands' }, ['ada', 'grace', 'asked for “enabled”; the edit of max stands']],
  ['what was done, where that has no words', { action: 'madeUp' }, ['ada', 'grace', 'madeup']],
])('AUDIT-3 an entry is found by %s', ([, change, found]) => {
  expect(words(change)).toEqual(found);
});
