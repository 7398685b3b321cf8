/** How text is compared in a search: without case and diacritics (QUERY-1). The same for what is typed and for data. */

/** Letters that Unicode does not decompose, and what people type for them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ŧ: 't', ı: 'i', ŋ: 'n', ĸ: 'k', ſ: 's', ς: 'σ', ȷ: 'j', ƶ: 'z', ɨ: 'i',
};
const others = new RegExp(`\\p{M}|[${Object.keys(plain).join('')}]`, 'gu');

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
};

/** Whether every UTF-16 unit fits one byte. */
export const isLatin1 = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
};

/** Longer texts are narrowed piece by piece: a call takes only so many arguments. */
const PIECE = 4096;

/**
 * The same text, made anew: an engine keeps a string two bytes wide when it was made from wider ones, and joining
 * it with others would widen them all.
 */
function narrowed(text: string): string {
  let narrow = '';
  for (let from = 0; from < text.length; from += PIECE) {
    const units: number[] = [];
    for (let i = from; i < Math.min(from + PIECE, text.length); i++) units.push(text.charCodeAt(i));
    narrow += String.fromCharCode(...units);
  }
  return narrow;
}

/** Lower case, marks stripped, letters with strokes and ligatures as people type them. Idempotent. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (isAscii(lower)) return lower;
  const folded = lower.normalize('NFD').replace(others, (found) => plain[found] ?? '');
  return isLatin1(folded) ? narrowed(folded) : folded;
}

/** The words to look for, longest first (the rarest, as a rule); a word that is part of another says nothing more. */
export function wordsOf(search: string): readonly string[] {
  const words = [...new Set(fold(search).split(/\s+/u))].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  return words.filter((word, i) => !words.some((other, j) => j < i && other.includes(word)));
}
