/** What is current in a row that scrolls aside. */
import type { Attachment } from 'svelte/attachments';
import { painted } from '$lib/state/painted.ts';

/** Brings the element into view, once it is laid out anyway, where it is the current one. */
export const inView =
  (current: boolean): Attachment<HTMLElement> =>
  (element) => {
    if (current) void painted().then(() => element.scrollIntoView({ block: 'nearest', inline: 'center' }));
  };
