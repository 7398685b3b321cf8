/** From what a page asks to edits in the outbox, and back again (SPEC: OUT, EDIT). */
import { definitions } from '@latchkey/shared/edits/definitions';
import { elementOf } from '@latchkey/shared/edits/apply';
import type { Author, Request } from '@latchkey/shared/edits/definition';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Value } from '@latchkey/shared/edits/merge';
import { explain } from '@latchkey/shared/edits/parse';
import * as v from 'valibot';
import type { IdentifiedRequest } from '../channel/tab-channel.ts';
import type { Known } from '../channel/document-channel.ts';
import type { Kept, Undone } from '../client.ts';
import type { NewEdit, Outbox } from '../outbox/outbox.ts';
import { recordKey } from '../outbox/overlay.ts';
import type { ThreadStep } from '../storage/user-schema.ts';
import type { UserStore } from '../storage/user-store.ts';
import type { Unsaved } from './unsaved.ts';

/** A document as an edit of it needs to see it. */
export interface EditedDocument {
  readonly id: string;
  /** The version that whoever edits it sees; null while it is not on this device. */
  readonly seen: Known | null;
  /** The record with the edits of this device, or null where it is not known. */
  shown(kind: Kind, id: string): { readonly record: Readonly<Record<string, unknown>>; readonly removed: boolean } | null;
}

export interface EditorWorld {
  readonly store: Pick<UserStore, 'run'>;
  readonly outbox: Outbox;
  readonly unsaved: Unsaved;
  readonly device: string;
  /** Milliseconds since 1970 on this device's clock, and on the server's as far as it is known. */
  readonly now: () => number;
  readonly serverNow: () => number;
  readonly uuid: () => string;
  /** The document that an edit of a record goes to. `before`: one that is known to hold it, such as that of an earlier edit of it. */
  readonly documentFor: (environment: string, kind: Kind, id: string, request: Request, before?: string) => Promise<EditedDocument>;
  /** What a person calls a record of an environment, as far as this device knows. */
  readonly called: (environment: string, kind: Kind, record: Readonly<Record<string, unknown>> | null) => Promise<string>;
  readonly kept: () => void;
}

type Prepared = NewEdit & { readonly step: ThreadStep };

export const ON_ITS_WAY = 'This is still on its way to this device. It can be changed once it is here.';
/** Who makes a record, and when, has no say in what it is called. */
const NOBODY: Author = { workspace: '', member: '', at: '1970-01-01T00:00:00.000Z' };
/** Seen of a document that its author may not read: nothing of it. */
export const UNSEEN: Known = { epoch: 'unseen', version: 0 };

export class Editor {
  readonly #world: EditorWorld;

  constructor(world: EditorWorld) {
    this.#world = world;
  }

  /**
   * Resolves once the edits are on this device, and shown.
   * @throws with a sentence for the person who asked: nothing was kept then
   */
  keep(environment: string, thread: string, requests: readonly IdentifiedRequest[]): Promise<Kept> {
    return this.#keep(environment, thread, requests, new Map());
  }

  /** @param known the documents of records, by their key: those of records that these requests create are added */
  async #keep(environment: string, thread: string, requests: readonly IdentifiedRequest[], known: Map<string, EditedDocument>): Promise<Kept> {
    const prepared: Prepared[] = [];
    for (const request of requests) prepared.push(await this.#prepare(environment, thread, request, known));
    if (prepared.length > 0) {
      const row = { at: this.#world.now(), environment, steps: prepared.map(({ step }) => step) };
      await this.#world.unsaved.kept(await this.#world.outbox.keep(prepared, { id: thread, row }));
      this.#world.kept();
    }
    return { thread, edits: requests.map(({ id }) => id) };
  }

  /** Takes a thread back, as far as that can be done. @throws with a sentence where nothing is known of it */
  async undo(thread: string, as: string): Promise<Undone> {
    const { takeBack, rememberWhole } = await import('./take-back.ts');
    const { environment, requests, documents, said, whole } = await takeBack(this.#world, thread);
    const kept = await this.#keep(environment, as, requests.map((request) => ({ ...request, id: this.#world.uuid() })), documents);
    if (whole) await rememberWhole(this.#world.store, thread);
    return { ...kept, said };
  }

  async #prepare(environment: string, thread: string, { id, name, args, document: named }: IdentifiedRequest, known: Map<string, EditedDocument>): Promise<Prepared> {
    const definition = definitions.get(name);
    if (definition === undefined) throw new Error(`There is no edit called '${name}'.`);
    const parsed = v.safeParse(definition.args, args, { abortEarly: true });
    if (!parsed.success) throw new Error(`${v.getDotPath(parsed.issues[0]) ?? 'The edit'} ${explain(parsed.issues[0])}.`);
    const target = definition.target(parsed.output);
    const element = definition.element(parsed.output);
    const key = recordKey(target.kind, target.id);
    const document = known.get(key) ?? (await this.#world.documentFor(environment, target.kind, target.id, { name, args: parsed.output }, named));
    // Nothing shows a record before the edit that creates it is kept.
    if (definition.creates !== undefined) known.set(key, document);
    const { seen } = document;
    if (seen === null) throw new Error(ON_ITS_WAY);
    const found = document.shown(target.kind, target.id);
    const subject = await this.#world.called(environment, target.kind, found?.record ?? definition.creates?.(parsed.output, NOBODY) ?? null);
    const step = { edit: id, name, args: parsed.output, ...target, path: element.path, value: element.value, document: document.id, subject };
    return {
      edit: {
        id,
        device: this.#world.device,
        name,
        args: parsed.output,
        document: document.id,
        epoch: seen.epoch,
        base: seen.version,
        at: Math.max(0, Math.round(this.#world.serverNow())),
        thread,
      },
      subject,
      step: { ...step, prior: valueAt(found, element.path, element.unset) ?? null },
    };
  }
}

/**
 * Undefined where nothing is known of the record; one that is not there counts as removed.
 * @param unset what the element is where the record does not mention it
 */
export function valueAt(found: ReturnType<EditedDocument['shown']>, path: string, unset: Value | undefined): Value | undefined {
  if (path === 'removed') return found?.removed ?? true;
  if (found === null) return undefined;
  const element = elementOf(found.record, path);
  // Null is a value like any other: no role, matched to nobody.
  const value = element === undefined ? unset : element;
  if (value === undefined) return undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
