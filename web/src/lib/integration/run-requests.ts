/** The edits of runs, as they are asked for. */
import type { EditRequest } from '$replica/client.ts';

/** Asks for one run; it waits until it can be sent. */
export const runNow = (environment: string, integration: string, activation: string): EditRequest => ({
  name: 'activation.runNow',
  args: { run: crypto.randomUUID(), environment, integration, activation },
});

/** Cancels a run that was not started yet. */
export const withdrawRun = (run: string): EditRequest => ({ name: 'run.setWithdrawn', args: { run, withdrawn: true } });
