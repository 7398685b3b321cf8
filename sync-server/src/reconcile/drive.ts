/** One step of the outside world: takes up what waits there, has a connector carry it out, and reports what became of it. */
import type { Reported } from '@latchkey/shared/domain/app-account';
import type { Connector, Outcome } from './connector.ts';
import { report } from './report.ts';
import { take, type Task, type Waiting } from './take.ts';
import type { World } from './world.ts';

/** @returns false where nothing waits. @throws what the connector throws: the order stays as running, to be given again */
export async function drive(world: World, connector: Connector, waiting: Waiting): Promise<boolean> {
  const task = await take(world, waiting);
  if (task === null) return false;
  switch (task.work) {
    case 'sync':
      return report(world, { kind: 'check', integration: waiting.id, requested: task.requested, outcome: await connector.sync(task.order) });
    case 'runNow':
      return report(world, { kind: 'run', run: task.run, outcome: await connector.runNow(task.order) });
    case 'createTeam':
    case 'updateTeam':
    case 'removeTeam':
      return report(world, { kind: 'appTeam', appTeam: waiting.id, operation: task.operation, outcome: await connector[task.work](task.order) });
    case 'syncAccount': {
      const outcome = await checkOne(connector, task, new Date(world.clock()).toISOString());
      return report(world, { kind: 'account', account: task.account, operation: task.operation, outcome });
    }
    default:
      return report(world, { kind: 'account', account: waiting.id, operation: task.operation, outcome: await connector[task.work](task.order) });
  }
}

/** A check that was asked for again for one account. */
async function checkOne(connector: Connector, { order, username }: Extract<Task, { work: 'syncAccount' }>, at: string): Promise<Outcome<Reported>> {
  const outcome = await connector.sync(order);
  if (outcome.kind === 'failed') return outcome;
  const found = outcome.result.accounts.find((each) => each.username.toLowerCase() === username.toLowerCase());
  if (found === undefined) return { kind: 'done', result: { presence: 'removed', by: 'app', at } };
  return 'failed' in found ? { kind: 'failed', reason: found.failed, retryAt: null } : { kind: 'done', result: found.reported };
}
