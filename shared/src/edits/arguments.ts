/** Arguments that edits of several areas take. */
import * as v from 'valibot';

/** The id of a record that an edit creates: its author's device chooses it, so that later edits can name it at once. */
export const NewId = v.pipe(v.string('must be a UUID'), v.uuid('must be a UUID'));
export const OnOff = v.boolean('must be true or false');
