/** Which keys mean something where they were pressed. */

/** Whether the key belongs to a field, a menu or a question that is open; the arrows choose among radio buttons. */
export function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return true;
  return (
    target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], [role="combobox"]') !== null ||
    document.querySelector('[popover]:popover-open') !== null
  );
}

/** What the key is called that makes a command, as it stands before a letter. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl ';

/** Whether Ctrl or ⌘ is down, and neither Alt nor Shift. */
export const commanded = (event: KeyboardEvent): boolean => (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
/** Whether no modifier is down that would make it another key. */
export const plain = (event: KeyboardEvent): boolean => !event.metaKey && !event.ctrlKey && !event.altKey;
/** Whether a question is open that has to be answered first. */
export const asking = (): boolean => document.querySelector('dialog:modal') !== null;
