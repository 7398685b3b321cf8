/** Where the reader is in what scrolls, for a step back to it: rows come only after the router has gone there. */
import { page } from '$app/state';
import { desk } from '$lib/state/screen.ts';

/** On a phone the page scrolls, on a desk the rows, or all of a screen without any. */
const scroller = (): Element | null => (desk.current ? (document.querySelector('.rows') ?? document.querySelector('#main')) : document.documentElement);

let left: Element | null = null;
let rest = (): void => {};

export const scrolled = {
  capture: (): number => {
    rest();
    const now = scroller();
    // Closing a sheet is a step back too: the table beside it stays where it is.
    left = page.state.opened === true ? now : null;
    return now?.scrollTop ?? 0;
  },
  /** Scrolls there as far as the rows reach, until all are drawn, or the reader goes on. */
  restore: (top: number): void => {
    if (left !== null && left === scroller()) return;
    const reach = (): void => {
      const now = scroller();
      if (now === null) return;
      now.scrollTop = top;
      if (now.scrollTop > top - 1 && document.querySelector('.rows[aria-busy=true]') === null) rest();
    };
    const drawn = new MutationObserver(reach);
    const acts = ['wheel', 'pointerdown', 'keydown'];
    rest = () => {
      drawn.disconnect();
      for (const act of acts) removeEventListener(act, rest);
    };
    for (const act of acts) addEventListener(act, rest);
    drawn.observe(document, { subtree: true, childList: true, attributeFilter: ['aria-busy'] });
    reach();
  },
};
