/** The edits of runs, as they are asked for. */
import { runsDocument } from '@latchkey/shared/document/placement';
import type { EditRequest, MadeRequest } from '$replica/client.ts';

/** Asks for one run; it waits until it can be sent. */
export const runNow = (environment: string, integration: string, activation: string): EditRequest => ({
  name: 'activation.runNow',
  args: { run: crypto.randomUUID(), environment, integration, activation },
});

/** Cancels a run that was not started yet, of an integration: of whoever may run but not view, nothing else says which. */
export const withdrawRun = (run: string, integration: string): MadeRequest => ({ name: 'run.setWithdrawn', args: { run, withdrawn: true }, document: runsDocument(integration) });
