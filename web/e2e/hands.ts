/** Using a page without a mouse: with the keys alone, or with one thumb. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './app.ts';

export interface Hand {
  /** Presses a control, having come to it as this hand does. */
  readonly press: (control: Locator) => Promise<void>;
  /** Leaves the sheet or the panel that is open. */
  readonly leave: () => Promise<void>;
  /** Takes back what was done last. */
  readonly undo: () => Promise<void>;
}

/** More stops than there are on a page with few rows: whoever is not there by then is trapped, or it can not be reached. */
const STOPS = 150;

/** Where the focus is, seen from a control: whether it is there, which way it is, and whether the eye finds it. */
const focusFrom = (control: Locator) =>
  control.evaluate((element) => {
    const focused = document.activeElement ?? document.body;
    const group = element instanceof HTMLInputElement && element.type === 'radio' ? element.name : null;
    const outlined = [focused, focused.nextElementSibling].some((drawn) => drawn !== null && getComputedStyle(drawn).outlineStyle !== 'none');
    const { top, bottom } = focused.getBoundingClientRect();
    return {
      there: focused === element || (group !== null && focused instanceof HTMLInputElement && focused.name === group),
      chosen: focused === element,
      before: (focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
      unseen: focused === document.body || (outlined && bottom > 0 && top < innerHeight) ? null : focused.outerHTML.slice(0, 160),
    };
  });

export function keys(page: Page): Hand {
  async function press(control: Locator): Promise<void> {
    let at = await focusFrom(control);
    const step = at.before ? 'Shift+Tab' : 'Tab';
    for (let stops = 0; !at.there; stops++) {
      expect(stops, `Tab leads to ${control.toString()}`).toBeLessThan(STOPS);
      await page.keyboard.press(step);
      at = await focusFrom(control);
      expect(at.unseen, 'what has the focus shows it').toBeNull();
    }
    if (!at.chosen) {
      // Among radio buttons the arrows choose.
      for (let turns = 0; !at.chosen; turns++) {
        expect(turns, `the arrows lead to ${control.toString()}`).toBeLessThan(STOPS);
        await page.keyboard.press('ArrowDown');
        at = await focusFrom(control);
      }
      return;
    }
    await page.keyboard.press((await control.evaluate((element) => element.matches('input, [role=switch]'))) ? 'Space' : 'Enter');
  }
  return { press, leave: () => page.keyboard.press('Escape'), undo: () => page.keyboard.press('Control+z') };
}

/** What is above it is out of a thumb's reach, on a phone that is held with one hand. */
const REACH = 1 / 6;

export function thumb(page: Page): Hand {
  /** What was just done is told over the end of the page: a tap on it puts it away. */
  const uncover = (control: Locator): Promise<void> =>
    control.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const above = document.elementFromPoint(x + width / 2, y + height / 2)?.closest('[role=status] p');
      if (above?.contains(element) === false) above.querySelector('span')?.click();
    });

  async function press(control: Locator): Promise<void> {
    // A label is what is pressed where the field itself is not drawn.
    const drawn = (await control.evaluate((element) => element.matches('.visually-hidden'))) ? control.locator('xpath=ancestor::label') : control;
    await drawn.scrollIntoViewIfNeeded();
    await uncover(drawn);
    const box = await drawn.boundingBox();
    expect(box === null ? 0 : box.y + box.height / 2, `${control.toString()} is within the thumb's reach`).toBeGreaterThan((page.viewportSize()?.height ?? 0) * REACH);
    await drawn.tap();
  }
  return {
    press,
    // The gesture that goes back is everywhere at the edge.
    leave: async () => void (await page.goBack()),
    undo: () => press(page.getByRole('button', { name: 'Undo' }).last()),
  };
}
