/** How long something may wait for the outside world before it lapses, in milliseconds (PRODUCT: editing together). */
const HOUR = 3_600_000;

export const patience = { run: HOUR, rest: 7 * 24 * HOUR } as const;
