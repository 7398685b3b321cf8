/** The counts of an environment that show everywhere, and what they are made of. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Overview } from '../environment-rows.ts';
import type { Selection } from './engine/selection.ts';
import type { Dependents } from './store/dependents.ts';
import { hasOwner } from './owned.ts';
import { byName } from './by-name.ts';
import type { Sources } from './sources.ts';
import type { UserSources } from './user-views.ts';

interface Count {
  total: number;
  broken: number;
}

/** Of all that show, and of those for each subject. */
export interface Tally extends Readonly<Count> {
  readonly bySubject: ReadonlyMap<number, Readonly<Count>>;
}

export function tally(sources: UserSources, kind: 'activation' | 'connection'): Tally {
  const dependents: Dependents = kind === 'activation' ? sources.activations : sources.connections;
  const all: Count = { total: 0, broken: 0 };
  const bySubject = new Map<number, Count>();
  for (const at of dependents.all()) {
    const dependent = dependents.get(at);
    if (dependent === null || !hasOwner(sources, kind, at, dependent.owner)) continue;
    const ofSubject = bySubject.get(dependent.subject) ?? { total: 0, broken: 0 };
    bySubject.set(dependent.subject, ofSubject);
    for (const count of [all, ofSubject]) {
      count.total++;
      if (dependent.broken) count.broken++;
    }
  }
  return { ...all, bySubject };
}

/** @param users all connected users */
export function overviewOf(sources: UserSources, users: Selection<string>): Overview {
  const { records, collator } = sources;
  const activations = tally(sources, 'activation');
  const connections = tally(sources, 'connection');
  const having = users.facet('integrations');
  const integrations = present(sources, 'integration').flatMap((at) => {
    const record = records.effective('integration', at);
    const id = records.of('integration').ids.text(at);
    const copies = activations.bySubject.get(at);
    return record === undefined ? [] : [{ id, record, users: having.get(id) ?? 0, activations: copies?.total ?? 0, failures: copies?.broken ?? 0 }];
  });
  return {
    users: users.count,
    disabledUsers: users.facet('disabled').get('yes') ?? 0,
    invalidUsers: users.facet('status').get('invalid') ?? 0,
    connections: connections.total,
    invalidConnections: connections.broken,
    failures: activations.broken,
    members: present(sources, 'member').length,
    teams: present(sources, 'team').length,
    integrations: integrations.sort((a, b) => byName(collator, { id: a.id, name: a.record.name }, { id: b.id, name: b.record.name })),
  };
}

/** The records of a kind that there are, without those that an unsaved edit removes. */
export function present({ records }: Sources, kind: Kind): readonly number[] {
  const set = records.of(kind);
  return [...set.all()].filter((at) => !set.removed(at));
}
