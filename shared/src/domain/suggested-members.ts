/** Which members an account found in an app may belong to (PRODUCT: App users, matching). Pure. */
import { fold } from './fold.ts';

interface Person {
  readonly name: string;
  readonly userName: string;
  readonly email: string;
}

/** What a username says of a name: `ana.moreno+crm@example.com` says `ana moreno`. */
const saidBy = (username: string): string =>
  (fold(username).split('@')[0] ?? '').replace(/\+.*$/u, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Those with the account's e-mail address, then those whose name or user name it says, each group in the order given. */
export function suggestedMembers<P extends Person>(username: string, members: readonly P[]): readonly (P & { readonly by: 'email' | 'name' })[] {
  const address = fold(username);
  const said = saidBy(username);
  const joined = said.replaceAll(' ', '');
  const isNamed = ({ name, userName }: Person): boolean =>
    said !== '' && [name, userName].some((one) => saidBy(one).replaceAll(' ', '') === joined);
  const byEmail = members.filter(({ email }) => fold(email) === address);
  const byName = members.filter((member) => !byEmail.includes(member) && isNamed(member));
  return [...byEmail.map((member) => ({ ...member, by: 'email' as const })), ...byName.map((member) => ({ ...member, by: 'name' as const }))];
}
