/** What the databases of a browser profile are called. All but one carry the user they belong to (CASE-46). */

/** Who was last signed in here, and whom the server still has to be told of. */
export const DEVICE_DATABASE = 'latchkey';

export const userDatabase = (user: string): string => `latchkey:${user}`;
export const indexDatabase = (user: string): string => `latchkey:${user}:index`;
export const documentDatabase = (user: string, document: string, epoch: string): string => `latchkey:${user}:${document}:${epoch}`;

/** A directory of the origin's private files. */
export const filesDirectory = (user: string): string => `latchkey.${user}`;

/** Whether a database is one of this user's. User ids hold no colon. */
export const belongsTo = (user: string, database: string): boolean =>
  database === userDatabase(user) || database.startsWith(`${userDatabase(user)}:`);

/** Whether a database is that of one of this user's documents. */
export const isDocumentOf = (user: string, database: string): boolean => belongsTo(user, database) && database !== userDatabase(user) && database !== indexDatabase(user);

/** The lock that the leading tab holds, and the one that whoever sends holds while a batch is under way. */
export const leaderLock = (user: string): string => `latchkey:${user}`;
export const sendingLock = (user: string): string => `latchkey:${user}:sending`;
