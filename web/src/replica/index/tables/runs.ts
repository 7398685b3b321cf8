/** The table of runs: the latest executions of an integration's flow (PRODUCT: Integration → Runs). */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Run } from '@latchkey/shared/domain/run';
import { switchesOff } from '@latchkey/shared/domain/running';
import type { RunDetail, RunOutcome, RunRow } from '../../integration-rows.ts';
import { words } from '../engine/columns/words-column.ts';
import { keys } from '../engine/columns/keys-column.ts';
import type { LazySource } from '../lazy-table.ts';
import type { Sources } from '../sources.ts';
import { Groups } from '../store/groups.ts';
import { shownRecord, userLink } from './links.ts';

const outcomeRank: Readonly<Record<RunOutcome, number>> = { queued: 0, running: 1, error: 2, lapsed: 3, success: 4 };

/** What of a row its state says. */
function standing({ state }: Run): Pick<RunRow, 'outcome' | 'at' | 'endedAt' | 'duration' | 'message'> {
  const open = { endedAt: null, duration: null, message: null };
  switch (state.kind) {
    case 'queued':
      return { ...open, outcome: 'queued', at: Date.parse(state.at) };
    case 'running':
      return { ...open, outcome: 'running', at: Date.parse(state.startedAt) };
    case 'lapsed':
      return { ...open, outcome: 'lapsed', at: Date.parse(state.queuedAt), endedAt: Date.parse(state.at) };
    case 'ended': {
      const [at, endedAt] = [Date.parse(state.startedAt), Date.parse(state.endedAt)];
      return { outcome: state.result, at, endedAt, duration: endedAt - at, message: state.message };
    }
  }
}

export function runs(sources: Sources): LazySource<RunRow, RunDetail> {
  const { records } = sources;
  const set = records.of('run');
  /** Rows by the activation, and by the user it belongs to, for when one of those changes. */
  const ofActivation = new Groups();
  const ofUser = new Groups();

  const row = (at: number): RunRow | null => {
    const id = set.ids.text(at);
    const run = shownRecord(sources, 'run', id);
    if (run === undefined) return null;
    const activation = shownRecord(sources, 'activation', run.activation);
    const user = activation?.user ?? null;
    ofActivation.put(at, [run.activation]);
    ofUser.put(at, user === null ? [] : [user]);
    return {
      id,
      activation: activation === undefined ? null : { id: run.activation, user: userLink(sources, user), account: activation.account },
      ...standing(run),
      pending: set.pending(at),
    };
  };

  const againOf = ({ activation: id, integration }: Run): RunDetail['again'] => {
    const activation = shownRecord(sources, 'activation', id);
    if (activation === undefined) return null;
    const userOn = shownRecord(sources, 'connectedUser', activation.user)?.enabled ?? false;
    const waits = [...ofActivation.of(id)].some((at) => !set.removed(at) && records.effective('run', at)?.state.kind === 'queued');
    return { off: switchesOff(activation, shownRecord(sources, 'integration', integration)?.enabled ?? true, userOn), waits };
  };

  return {
    search: ({ activation, message }) => [activation?.user?.externalId ?? null, activation?.user?.name ?? null, activation?.account ?? null, message],
    columns: {
      outcome: { kind: 'labels', of: ({ outcome }) => [outcome], rank: ({ outcome }) => outcomeRank[outcome] },
      activation: keys(({ activation }) => (activation === null ? [] : [activation.id])),
      user: words(({ activation }) => activation?.user?.externalId ?? null),
      account: words(({ activation }) => activation?.account ?? null),
      at: { kind: 'number', of: ({ at }) => at },
      /** What is under way, or never started, comes before all others. */
      duration: { kind: 'number', of: ({ duration }) => duration ?? -1 },
      message: words(({ message }) => message),
    },
    counted: ['outcome'],
    set,
    row,
    detail: (at) => {
      const record = records.effective('run', at);
      const shown = row(at);
      return record === undefined || shown === null ? null : { id: shown.id, record, pending: shown.pending, row: shown, again: againOf(record) };
    },
    affected: (kind: Kind, at: number) => {
      if (kind === 'run') return [at];
      if (kind === 'activation') return ofActivation.of(records.of('activation').ids.text(at));
      return kind === 'connectedUser' ? ofUser.of(records.of('connectedUser').ids.text(at)) : [];
    },
  };
}
