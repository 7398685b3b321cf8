/** Work that is done one after the other, whoever asks for it. */

/** @returns a function that starts its work once all that was asked for before has ended */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // whoever asked for that one hears of its failure
    return turn;
  };
}
