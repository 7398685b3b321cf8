/** What the screen at hand lends to the palette, while it is there. */
import { createContext } from 'svelte';

export interface Command {
  readonly label: string;
  readonly run: () => unknown;
}

export class Commands {
  list = $state.raw<readonly Command[]>([]);

  /** @returns a function that takes them away */
  lend(commands: readonly Command[]): () => void {
    this.list = commands;
    return () => {
      if (this.list === commands) this.list = [];
    };
  }
}

export const [useCommands, provideCommands] = createContext<Commands>();
