/** Short words on what was just done, with one thing to do about it. Shown in the topmost layer, within reach. */
import { untrack } from 'svelte';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Long enough to read and to reach the button (WCAG 2.2.1 asks for more only where nothing else offers the same). */
const SHOWN_MS = 8_000;
const AT_ONCE = 3;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #layers = $state.raw<readonly symbol[]>([]);
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #next = 0;

  /** The page's own layer. A modal makes all outside it unreachable, so toasts show inside the topmost one. */
  readonly ground = Symbol('page');

  get layer(): symbol {
    return this.#layers.at(-1) ?? this.ground;
  }

  /** Makes `layer` the topmost. @returns a function that leaves it */
  enter(layer: symbol): () => void {
    // Called while something is being shown, which does not hang on what else is.
    this.#layers = [...untrack(() => this.#layers), layer];
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer);
    };
  }

  show(text: string, action: Toast['action'] = null): void {
    const id = this.#next++;
    this.list = [...this.list, { id, text, action }].slice(-AT_ONCE);
    this.release(id);
  }

  /** While it is pointed at or focused, a toast stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  release(id: number): void {
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), SHOWN_MS),
    );
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#timers.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}
