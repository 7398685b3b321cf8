/** The user name of a new member. */

/** As long as a name may be (`domain/text.ts`); what stands before the @ of an address may be longer. */
const LONGEST = 200;

/** What stands before the @ of their address, as far as a name goes. */
export const userNameOf = (email: string): string => (email.split('@', 1)[0] ?? email).slice(0, LONGEST).toWellFormed();
