/** The records that belong to others: which user's an activation or connection is, and the little of it that its user's row needs. */
import { grown } from '../engine/growth.ts';

const NONE = -1;

export interface Dependent {
  /** Number of the record that it belongs to, or null. */
  readonly owner: number | null;
  /** Number of what it is for: the integration of an activation, the connector of a connection. */
  readonly subject: number;
  readonly broken: boolean;
}

export interface DependentsSnapshot {
  readonly owner: Int32Array<ArrayBuffer>;
  readonly subject: Int32Array<ArrayBuffer>;
  readonly broken: Uint8Array<ArrayBuffer>;
}

export class Dependents {
  /** By dependent; −1: none. `subject` −1: there is no such dependent now. */
  #owner: Int32Array<ArrayBuffer> = new Int32Array(0);
  #subject: Int32Array<ArrayBuffer> = new Int32Array(0);
  #broken: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Those of an owner are a doubly linked list; numbers are kept + 1, so that 0 is the end. */
  #first: Int32Array<ArrayBuffer> = new Int32Array(0);
  #next: Int32Array<ArrayBuffer> = new Int32Array(0);
  #previous: Int32Array<ArrayBuffer> = new Int32Array(0);

  static restore(snapshot: DependentsSnapshot): Dependents {
    const dependents = new Dependents();
    dependents.#reserve(snapshot.subject.length - 1);
    dependents.#subject.set(snapshot.subject);
    dependents.#broken.set(snapshot.broken);
    dependents.#owner.set(snapshot.owner);
    for (const [at, owner] of snapshot.owner.entries()) if (owner !== NONE) dependents.#link(at, owner);
    return dependents;
  }

  get(at: number): Dependent | null {
    const subject = this.#subject[at] ?? NONE;
    if (subject === NONE) return null;
    const owner = this.#owner[at] ?? NONE;
    return { owner: owner === NONE ? null : owner, subject, broken: this.#broken[at] === 1 };
  }

  put(at: number, dependent: Dependent | null): void {
    this.#reserve(at);
    this.#unlink(at);
    this.#owner[at] = dependent?.owner ?? NONE;
    this.#subject[at] = dependent?.subject ?? NONE;
    this.#broken[at] = dependent?.broken === true ? 1 : 0;
    if (typeof dependent?.owner === 'number') this.#link(at, dependent.owner);
  }

  /** Whether it is broken, where there is such a dependent. */
  mark(at: number, broken: boolean): void {
    if (this.#subject[at] !== undefined && this.#subject[at] !== NONE) this.#broken[at] = broken ? 1 : 0;
  }

  /** All there are. */
  *all(): Generator<number> {
    for (let at = 0; at < this.#subject.length; at++) if (this.#subject[at] !== NONE) yield at;
  }

  /** The dependents of an owner, in no particular order. */
  *of(owner: number): Generator<number> {
    for (let at = this.#first[owner] ?? 0; at > 0; at = this.#next[at - 1] ?? 0) yield at - 1;
  }

  /** The same without an object for each. */
  each(owner: number, visit: (subject: number, broken: boolean) => void): void {
    for (let at = this.#first[owner] ?? 0; at > 0; at = this.#next[at - 1] ?? 0) visit(this.#subject[at - 1] ?? NONE, this.#broken[at - 1] === 1);
  }

  /** All that are broken. */
  *broken(): Generator<number> {
    for (let at = 0; at < this.#broken.length; at++) if (this.#broken[at] === 1) yield at;
  }

  snapshot(): DependentsSnapshot {
    return { owner: this.#owner.slice(), subject: this.#subject.slice(), broken: this.#broken.slice() };
  }

  #reserve(at: number): void {
    const length = this.#subject.length;
    if (at < length) return;
    this.#owner = grown(this.#owner, at + 1).fill(NONE, length);
    this.#subject = grown(this.#subject, at + 1).fill(NONE, length);
    this.#broken = grown(this.#broken, at + 1);
    this.#next = grown(this.#next, at + 1);
    this.#previous = grown(this.#previous, at + 1);
  }

  #link(at: number, owner: number): void {
    this.#first = grown(this.#first, owner + 1);
    const next = this.#first[owner] ?? 0;
    this.#next[at] = next;
    this.#previous[at] = 0;
    if (next > 0) this.#previous[next - 1] = at + 1;
    this.#first[owner] = at + 1;
  }

  #unlink(at: number): void {
    const owner = this.#owner[at] ?? NONE;
    if (owner === NONE) return;
    const next = this.#next[at] ?? 0;
    const previous = this.#previous[at] ?? 0;
    if (next > 0) this.#previous[next - 1] = previous;
    if (previous > 0) this.#next[previous - 1] = next;
    else this.#first[owner] = next;
  }
}
