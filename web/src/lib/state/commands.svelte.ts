/** What the screen at hand lends to the palette, while it is there. */
import { createContext, untrack } from 'svelte';

export interface Command {
  readonly label: string;
  readonly run: () => unknown;
}

export class Commands {
  list = $state.raw<readonly Command[]>([]);

  /** @returns a function that takes them away */
  lend(commands: readonly Command[]): () => void {
    this.list = [...untrack(() => this.list), ...commands];
    return () => {
      this.list = this.list.filter((command) => !commands.includes(command));
    };
  }
}

export const [useCommands, provideCommands] = createContext<Commands>();
