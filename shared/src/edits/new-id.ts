/** The id of a record that an edit creates: its author's device chooses it, so that later edits can name it at once. */
import * as v from 'valibot';

export const NewId = v.pipe(v.string('must be a UUID'), v.uuid('must be a UUID'));
