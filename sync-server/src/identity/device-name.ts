/** What a browser says it is, as people call it: `Firefox on Windows`. Pure. */

/** Those that pretend to be others come first. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

const first = (names: typeof browsers, text: string): string | null => names.find(([sign]) => sign.test(text))?.[1] ?? null;

/** @param userAgent the header of that name; null where it says nothing that is known */
export function deviceNameOf(userAgent: string | null | undefined): string | null {
  const text = userAgent ?? '';
  const [browser, system] = [first(browsers, text), first(systems, text)];
  return browser !== null && system !== null ? `${browser} on ${system}` : (browser ?? system);
}
