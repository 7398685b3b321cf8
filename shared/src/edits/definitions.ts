/** Every edit there is, by name. A new edit is one definition in its area's file. */
import { connectedUserEdits } from './connected-users.ts';
import type { Definition } from './definition.ts';
import { integrationEdits } from './integrations.ts';
import { memberEdits } from './members.ts';
import { noticeEdits } from './notices.ts';

const all: readonly Definition[] = [...connectedUserEdits, ...integrationEdits, ...memberEdits, ...noticeEdits];

export const definitions: ReadonlyMap<string, Definition> = new Map(all.map((definition) => [definition.name, definition]));
