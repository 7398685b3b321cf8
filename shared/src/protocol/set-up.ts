/** `POST /api/set-up`: the first owner, their workspace and its three environments. Once for each server. */
import * as v from 'valibot';
import { NewName } from '../domain/new-name.ts';
import { Email } from '../domain/text.ts';

/** A password as it is chosen: long enough to resist guessing, short enough to hash. Never trimmed, never logged. */
export const Password = v.pipe(
  v.string('must be text'),
  v.minLength(10, 'must be at least 10 characters long'),
  v.maxLength(128, 'must be at most 128 characters long'),
);

/** An address that signs in. Stricter than {@link Email}: the sign-in page has to take it as well. */
export const SignInEmail = v.pipe(Email, v.email('must be an e-mail address like name@example.com'));

export const FirstOwner = v.strictObject({ workspace: NewName, name: NewName, email: SignInEmail, password: Password });
export type FirstOwner = v.InferOutput<typeof FirstOwner>;
