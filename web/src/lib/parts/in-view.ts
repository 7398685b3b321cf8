/** What is current in a row that scrolls aside. */
import type { Attachment } from 'svelte/attachments';
import { painted } from '$lib/state/painted.ts';

/** Brings the element into the middle of its row, once that is laid out anyway, where it is the current one. The page stays where it is. */
export const inView =
  (current: boolean): Attachment<HTMLElement> =>
  (element) => {
    const row = element.closest('nav');
    if (!current || row === null) return;
    void painted().then(() => {
      const [one, all] = [element.getBoundingClientRect(), row.getBoundingClientRect()];
      row.scrollBy({ left: one.left + one.width / 2 - all.left - all.width / 2 });
    });
  };
