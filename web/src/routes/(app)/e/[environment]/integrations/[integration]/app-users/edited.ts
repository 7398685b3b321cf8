/** What of an account is edited in its sheet: beside that it is said how the edit stands. */
export type Edited = `roles/${string}` | 'member' | 'protected' | 'exempted';
