/** The environment that the signed-in part of the app is about, and what may be done in it. */
import { createContext } from 'svelte';
import { integrationDocument } from '@latchkey/shared/document/placement';
import { actorOf, can, type Action, type Denial } from '@latchkey/shared/permissions';
import { asText, Choice } from './choices.svelte.ts';
import type { App, Environment, Workspace } from './app.svelte.ts';

const nowhere = 'You have no access to this.';

/** What the address names. */
interface Named {
  readonly environment: string | undefined;
  readonly integration: string | undefined;
}

export class Here {
  readonly #app: App;
  readonly #named: () => Named;
  readonly #last: Choice<string>;

  /** Where the address names no environment, it is the last one. */
  constructor(app: App, user: string, named: () => Named) {
    this.#app = app;
    this.#named = named;
    this.#last = new Choice(user, 'environment', '', asText);
  }

  /** Null where the address names an environment that there is not, or that may not be read. */
  readonly found = $derived.by((): { readonly workspace: Workspace; readonly environment: Environment } | null => {
    const named = this.#named().environment;
    if (named !== undefined) return this.#app.find(named);
    const all = this.#app.session?.workspaces.flatMap(({ environments }) => environments) ?? [];
    const first = all.find(({ isProduction }) => isProduction) ?? all[0];
    return this.#app.find(this.#last.value) ?? (first === undefined ? null : this.#app.find(first.id));
  });

  get workspace(): Workspace | null {
    return this.found?.workspace ?? this.#app.session?.workspaces[0] ?? null;
  }

  get environment(): Environment | null {
    return this.found?.environment ?? null;
  }

  /** The integration that the address names, where there is one that may be read. */
  get integration(): string | null {
    const { integration } = this.#named();
    return integration !== undefined && this.environment?.documents.includes(integrationDocument(integration)) === true ? integration : null;
  }

  /** What is on screen, as the replica calls it. */
  get place(): string | null {
    const { integration } = this;
    return integration === null ? (this.environment?.id ?? null) : integrationDocument(integration);
  }

  remember(environment: string): void {
    this.#last.value = environment;
  }

  /** Null: may be done here, or in the environment named. Otherwise why not (PERM-1). @param group of the integration */
  can(action: Action, integration: string | null = null, environment: string | null = null, group: string | null = null): Denial {
    const { found } = this;
    const workspace = this.#app.find(environment ?? '')?.workspace ?? this.workspace;
    if (workspace === null) return nowhere;
    const { member } = workspace;
    return can(actorOf(member.id, { ...member, workspace: workspace.id }, []), action, {
      workspace: workspace.id,
      environment: environment ?? found?.environment.id ?? null,
      integration,
      group,
    });
  }
}

export const [useHere, provideHere] = createContext<Here>();
