/** Which document an edit goes to, as it is on this device (`shared/document/editing.ts` has the rule). */
import { candidatesFor, editableThrough } from '@latchkey/shared/document/editing';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { definitions } from '@latchkey/shared/edits/definitions';
import type { Request } from '@latchkey/shared/edits/definition';
import type { Session } from '@latchkey/shared/protocol/http';
import { UNSEEN, type EditedDocument } from './editor.ts';
import type { Library } from './library.ts';
import type { Places } from './places.ts';
import { environmentAt, ownDocuments, type ReadableEnvironment } from './readable.ts';

/**
 * A document that has to be brought from storage first is waited for so long, in milliseconds: a tab that takes the
 * lead is asked for edits of what is still on screen.
 */
const PATIENCE = 5_000;
/** When a record is made has no say in where it shows. */
const SOME_TIME = '1970-01-01T00:00:00.000Z';

export interface EditedWorld {
  readonly library: Library;
  readonly places: Places;
  readonly session: () => Session;
}

/**
 * @param before the document of an earlier edit of the record, where that is known
 * @throws with a sentence where there is no document that this user may edit through
 */
export async function documentFor(world: EditedWorld, environment: string, kind: Kind, id: string, request: Request, before?: string): Promise<EditedDocument> {
  const readable = readableAt(world.session(), environment);
  // Runs are cancelled by some who may not view them.
  if (before !== undefined && (kind === 'run' || [...readable.documents, readable.own].includes(before))) return opened(world, readable, before, kind, id);
  const about = typeof request.args['integration'] === 'string' ? request.args['integration'] : null;
  const { workspace, member } = readable;
  const created = definitions.get(request.name)?.creates?.(request.args, { workspace, member, at: SOME_TIME });
  const found = created === undefined ? await holding(world, readable, kind, id) : null;
  const record = created ?? found?.shown(kind, id)?.record;
  const through = record === undefined ? candidatesFor(kind, readable) : editableThrough(kind, id, record, readable, about);
  if (found !== null && (about === null || through.length === 0 || through[0] === found.id)) return found;
  const [document] = through;
  if (document === undefined) throw new Error('You have no access to this.');
  return opened(world, readable, document, kind, id);
}

/** One's own document is that of one's first workspace, where it is not known which one is meant. */
function readableAt(session: Session, environment: string): ReadableEnvironment {
  const [own] = ownDocuments(session);
  const [workspace] = session.workspaces;
  if (own === undefined || workspace === undefined) throw new Error('You are not a member of any workspace.');
  return environmentAt(session, environment) ?? { workspace: workspace.id, member: workspace.member.id, own, environment, documents: [] };
}

/** The first document that shows the record: those that are open first. */
async function holding(world: EditedWorld, readable: ReadableEnvironment, kind: Kind, id: string): Promise<EditedDocument | null> {
  const candidates = candidatesFor(kind, readable);
  const isOpen = (document: string): boolean => world.library.opened(document) !== null;
  for (const document of [...candidates.filter(isOpen), ...candidates.filter((one) => !isOpen(one))]) {
    const edited = await opened(world, readable, document, kind, id);
    if (edited.shown(kind, id) !== null) return edited;
  }
  return null;
}

async function opened({ library, places }: EditedWorld, { environment, documents, own }: ReadableEnvironment, document: string, kind: Kind, id: string): Promise<EditedDocument> {
  if (document === own) {
    const mine = library.own(document);
    return { id: document, seen: mine.known, shown: (of, one) => mine.shown(of, one) };
  }
  if (!documents.includes(document)) return { id: document, seen: UNSEEN, shown: () => null };
  const view = await places.open(document, environment);
  await view.here(PATIENCE, kind, id);
  return view;
}
