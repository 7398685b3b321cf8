/** Removes what a person chose for how things show here (`state/choices.svelte.ts`): a device that is wiped keeps nothing of theirs. */
export function forgetChoices(user: string): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`latchkey:${user}:`)) localStorage.removeItem(key);
}
