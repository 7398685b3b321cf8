/** The tables of one integration, over its own documents and the one that has what they refer to. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { DetailOf, RowOf } from '../client.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import type { DocumentIndex, IndexedRecords } from './document-index.ts';
import type { EnvironmentIndex } from './environment-index.ts';
import { LazyTable, type LazySource, type LazyView } from './lazy-table.ts';
import { joined, type Sources } from './sources.ts';
import { appAccounts } from './tables/app-accounts.ts';
import { appTeams } from './tables/app-teams.ts';
import { ownActivations } from './tables/own-activations.ts';
import { people } from './tables/people.ts';
import { runs } from './tables/runs.ts';
import { usedConnections } from './tables/used-connections.ts';

export type IntegrationViews = { readonly [T in IntegrationTableName]: LazyView<RowOf<T>, DetailOf<T>> };

/** The documents in which the records of an integration are. */
export interface IntegrationDocuments {
  /** The environment's, or the scoped one. */
  readonly base: EnvironmentIndex;
  readonly own: IndexedRecords;
  readonly runs: DocumentIndex;
  /** Which of them has the invitations. */
  readonly invitations: 'base' | 'own';
}

export interface IntegrationPlace {
  readonly environment: string;
  readonly integration: string;
  readonly collator: Intl.Collator;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @returns the tables, and what ends their following of the documents */
export function integrationTables(documents: IntegrationDocuments, place: IntegrationPlace): { readonly views: IntegrationViews; readonly end: () => void } {
  const holderOf = (kind: Kind): DocumentIndex => {
    if (kind === 'appAccount' || kind === 'appTeam') return documents.own;
    if (kind === 'run') return documents.runs;
    return kind === 'invitation' ? documents[documents.invitations] : documents.base;
  };
  const { environment, integration, collator, now } = place;
  const sources: Sources = { records: joined((kind) => holderOf(kind).records), collator };
  const lazy = <Row extends object, Detail>(source: LazySource<Row, Detail>): LazyView<Row, Detail> => new LazyTable(source, collator);
  const views: IntegrationViews = {
    appAccounts: lazy(appAccounts(sources, integration, now, documents.own.table)),
    appTeams: lazy(appTeams(sources, integration)),
    runs: lazy(runs(sources)),
    access: lazy(people(sources, environment, integration)),
    ownActivations: lazy(ownActivations(documents.base.sources, integration)),
    usedConnections: lazy(usedConnections(documents.base.sources, integration)),
  };
  /** Made of the base alone, which has the runs too that were only asked for on this device. */
  const ofBase: ReadonlySet<unknown> = new Set([views.ownActivations, views.usedConnections]);
  const ends = [documents.base, documents.own, documents.runs].map((document) =>
    document.watch((kind, at) => {
      for (const view of Object.values(views)) if (document === (ofBase.has(view) ? documents.base : holderOf(kind))) view.changed(kind, at);
    }),
  );
  const end = (): void => {
    for (const stop of ends) stop();
    for (const view of Object.values(views)) view.end();
  };
  return { views, end };
}
