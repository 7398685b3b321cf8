/** What rows of app users show of other records, and of the time: which rows, and what, so that they follow. */
import type { AppAccount } from '@latchkey/shared/domain/app-account';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Sources } from '../sources.ts';
import { Groups, type GroupsSnapshot } from '../store/groups.ts';
import { personLink, shownRecord } from './links.ts';

export interface AccountLinksSnapshot {
  readonly ofMember: GroupsSnapshot;
  readonly ofTeam: GroupsSnapshot;
  readonly expiring: ReadonlyMap<number, number>;
  readonly catalogue: string;
  /** What is shown of each member, in the order of `ofMember`. */
  readonly people: readonly string[];
}

export class AccountLinks {
  readonly #sources: Sources;
  readonly #integration: string;
  #ofMember = new Groups();
  #ofTeam = new Groups();
  /** Rows with an invitation that has yet to expire: when it does, in milliseconds since 1970. */
  #expiring = new Map<number, number>();
  /** Until the integration changes. */
  #catalogue: Integration['roles'] | null = null;

  constructor(sources: Sources, integration: string) {
    this.#sources = sources;
    this.#integration = integration;
  }

  get catalogue(): Integration['roles'] {
    return (this.#catalogue ??= shownRecord(this.#sources, 'integration', this.#integration)?.roles ?? {});
  }

  put(at: number, { member, teams, reported }: AppAccount, now: number): void {
    this.#ofMember.put(at, member === null ? [] : [member]);
    this.#ofTeam.put(at, Object.keys(teams));
    const expires = reported.presence === 'invited' ? Date.parse(reported.expiresAt) : 0;
    if (expires > now) this.#expiring.set(at, expires);
    else this.#expiring.delete(at);
  }

  ofMember(id: string): readonly number[] {
    return this.#ofMember.of(id);
  }

  ofTeam(id: string): readonly number[] {
    return this.#ofTeam.of(id);
  }

  /** Checks for updates and switches change the integration often, and no row. */
  catalogueChanged(): boolean {
    const shown = JSON.stringify(this.#catalogue);
    this.#catalogue = null;
    return JSON.stringify(this.catalogue) !== shown;
  }

  expired(now: number): readonly number[] {
    return [...this.#expiring].filter(([, at]) => at <= now).map(([row]) => row);
  }

  /** When the next invitation expires; Infinity: none will. */
  until(now: number): number {
    return [...this.#expiring.values()].reduce((first, at) => (at > now ? Math.min(first, at) : first), Infinity);
  }

  snapshot(): AccountLinksSnapshot {
    const ofMember = this.#ofMember.snapshot();
    return { ofMember, ofTeam: this.#ofTeam.snapshot(), expiring: new Map(this.#expiring), catalogue: JSON.stringify(this.catalogue), people: ofMember.ids.map((id) => this.#person(id)) };
  }

  /** @returns the rows that show what is no longer so of members or the catalogue */
  restore({ ofMember, ofTeam, expiring, catalogue, people }: AccountLinksSnapshot): readonly number[] | 'all' {
    this.#ofMember = new Groups(ofMember);
    this.#ofTeam = new Groups(ofTeam);
    this.#expiring = new Map(expiring);
    if (JSON.stringify(this.catalogue) !== catalogue) return 'all';
    return ofMember.ids.flatMap((id, i) => (this.#person(id) === people[i] ? [] : this.ofMember(id)));
  }

  #person(id: string): string {
    return JSON.stringify(personLink(this.#sources, id));
  }
}
