/** A name as somebody gives it. Apart from what records are made of, which every screen loads. */
import * as v from 'valibot';
import { Name } from './text.ts';

/** EDIT-16. What was kept before may be any {@link Name}. */
export const NewName = v.pipe(
  Name,
  v.check((value) => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(value), 'must not be only blanks or characters that do not show'),
  v.check((value) => !/[\u202a-\u202e\u2066-\u2069]/.test(value), 'must not hold characters that turn the direction of the text'),
);
