/** The counts of an environment of which only single integrations are read: those of each together. Pure. */
import type { Overview } from '../environment-rows.ts';
import { byName } from '../index/by-name.ts';

export function overviewOfAll(all: readonly Overview[], collator: Intl.Collator): Overview {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  const sum = (of: (overview: Overview) => number): number => all.reduce((total, overview) => total + of(overview), 0);
  // Each has the members and teams of the workspace, as its readers may see them.
  const most = (of: (overview: Overview) => number): number => Math.max(0, ...all.map(of));
  return {
    users: sum(({ users }) => users),
    disabledUsers: sum(({ disabledUsers }) => disabledUsers),
    invalidUsers: sum(({ invalidUsers }) => invalidUsers),
    connections: sum(({ connections }) => connections),
    invalidConnections: sum(({ invalidConnections }) => invalidConnections),
    failures: sum(({ failures }) => failures),
    members: most(({ members }) => members),
    teams: most(({ teams }) => teams),
    integrations: all.flatMap(({ integrations }) => integrations).sort((a, b) => byName(collator, { id: a.id, name: a.record.name }, { id: b.id, name: b.record.name })),
  };
}
