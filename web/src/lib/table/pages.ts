/** Which page numbers to offer: the ends, and those about the one that shows. */
export function pageNumbers(page: number, pages: number): readonly (number | 'gap')[] {
  const wanted = [...new Set([1, 2, 3, page - 1, page, page + 1, pages])]
    .filter((number) => number >= 1 && number <= pages)
    .filter((number) => number <= 1 || number >= pages || Math.abs(number - page) <= 1 || (page <= 2 && number <= 3))
    .toSorted((a, b) => a - b);
  return wanted.flatMap((number, at): readonly (number | 'gap')[] => {
    const before = wanted[at - 1];
    return before !== undefined && number - before > 1 ? ['gap', number] : [number];
  });
}
