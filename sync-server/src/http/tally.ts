/** How many there are of each key at the moment. */

export interface Tally {
  count(key: string): number;
  /** @returns takes it off again; once, however often it is called */
  add(key: string): () => void;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const count = (key: string): number => counts.get(key) ?? 0;
  return {
    count,
    add(key) {
      counts.set(key, count(key) + 1);
      let here = true;
      return () => {
        if (!here) return;
        here = false;
        if (count(key) <= 1) counts.delete(key);
        else counts.set(key, count(key) - 1);
      };
    },
  };
}
