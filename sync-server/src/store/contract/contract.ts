/** What every store must do. A new implementation is done when it passes. */
import { describe } from 'vitest';
import { auditOrderContract } from './audit-order.ts';
import { auditContract } from './audit.ts';
import { credentialsContract } from './credentials.ts';
import { documentsContract } from './documents.ts';
import { editsContract } from './edits.ts';
import type { Fixture } from './opened.ts';
import { recordsContract } from './records.ts';
import { transactionsContract } from './transactions.ts';

export function storeContract(name: string, createFixture: () => Promise<Fixture>): void {
  describe(`the store contract: ${name}`, () => {
    transactionsContract(createFixture);
    recordsContract(createFixture);
    editsContract(createFixture);
    documentsContract(createFixture);
    credentialsContract(createFixture);
    auditContract(createFixture);
    auditOrderContract(createFixture);
  });
}
