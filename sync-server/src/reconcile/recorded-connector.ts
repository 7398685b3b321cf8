/** A connector to an app that exists in memory alone, and a record of what it was asked: for tests, and to hold a real one to. */
import type { Reported } from '@latchkey/shared/domain/app-account';
import type { ReportedTeam } from '@latchkey/shared/domain/app-team';
import type { AccountOrder, CheckOrder, Connector, Found, FoundAccount, FoundTeam, Outcome, TeamOrder } from './connector.ts';

export interface Recorded {
  readonly name: keyof Connector;
  readonly key: string;
  /** Whether the app felt it: an order under a key that it has seen is answered as before. */
  readonly felt: boolean;
}

export class RecordedConnector implements Connector {
  readonly accounts = new Map<string, FoundAccount>();
  readonly teams = new Map<string, FoundTeam>();
  readonly runs: string[] = [];
  readonly orders: Recorded[] = [];
  /** The next orders fail with these reasons, the first first. */
  readonly failures: string[] = [];
  /** Usernames of which a check finds out nothing. */
  readonly unreadable = new Set<string>();
  readonly #answers = new Map<string, Outcome<unknown>>();
  /** ISO 8601. */
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  invite(order: AccountOrder): Promise<Outcome<Reported>> {
    return this.#carryOut('invite', order.key, () => this.accounts.get(order.username)?.reported ?? this.#put(order, { presence: 'present', roles: {}, protected: false }));
  }

  update(order: AccountOrder): Promise<Outcome<Reported>> {
    const roles = Object.fromEntries(order.roles.map((role) => [role, true as const]));
    return this.#carryOut('update', order.key, () => this.#put(order, { presence: 'present', roles, protected: order.protected }));
  }

  deprovision({ key, username }: AccountOrder): Promise<Outcome<Reported>> {
    return this.#carryOut('deprovision', key, () => {
      this.accounts.delete(username);
      return { presence: 'removed', by: 'latchkey', at: this.#now() };
    });
  }

  createTeam({ key, name }: TeamOrder): Promise<Outcome<ReportedTeam>> {
    return this.#carryOut('createTeam', key, () => this.#putTeam(this.teams.get(name) ?? { name, role: null }));
  }

  updateTeam({ key, name, role }: TeamOrder): Promise<Outcome<ReportedTeam>> {
    return this.#carryOut('updateTeam', key, () => this.#putTeam({ name, role }));
  }

  removeTeam({ key, name }: TeamOrder): Promise<Outcome<ReportedTeam>> {
    return this.#carryOut('removeTeam', key, () => {
      this.teams.delete(name);
      return { presence: 'removed', by: 'latchkey', at: this.#now() };
    });
  }

  sync({ key }: CheckOrder): Promise<Outcome<Found>> {
    return this.#carryOut('sync', key, () => ({
      accounts: [...this.accounts.values()].map((found) => (this.unreadable.has(found.username) ? { username: found.username, failed: 'The app does not say.' } : found)),
      teams: [...this.teams.values()],
    }));
  }

  runNow({ key, activation }: { readonly key: string; readonly activation: string }): Promise<Outcome<'started'>> {
    return this.#carryOut('runNow', key, () => {
      this.runs.push(activation);
      return 'started' as const;
    });
  }

  #put({ username }: AccountOrder, reported: FoundAccount['reported']): Reported {
    this.accounts.set(username, { username, reported, assets: [], lastUsedAt: null });
    return reported;
  }

  #putTeam(team: FoundTeam): ReportedTeam {
    this.teams.set(team.name, team);
    return { presence: 'present', role: team.role };
  }

  async #carryOut<T>(name: keyof Connector, key: string, work: () => T): Promise<Outcome<T>> {
    const known = this.#answers.get(`${name} ${key}`) as Outcome<T> | undefined;
    const reason = known === undefined ? this.failures.shift() : undefined;
    this.orders.push({ name, key, felt: known === undefined && reason === undefined });
    if (known !== undefined) return known;
    if (reason !== undefined) return { kind: 'failed', reason, retryAt: null };
    const outcome = { kind: 'done', result: work() } as const;
    this.#answers.set(`${name} ${key}`, outcome);
    return outcome;
  }
}
