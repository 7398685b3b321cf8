import { describe, expect, it } from 'vitest';
import { Background } from './background.ts';

/** Environments a, b and c, of which `a` is on screen; what is opened becomes current at once. */
function device(): { background: Background; opened: string[]; clock: { now: number }; onScreen: Set<string>; idle: () => Promise<void> } {
  const opened: string[] = [];
  const clock = { now: 0 };
  const onScreen = new Set(['a']);
  let closing: () => void = () => undefined;
  const background: Background = new Background({
    now: () => clock.now,
    environments: () => ['a', 'b', 'c'],
    onScreen: (one) => onScreen.has(one),
    open: async (one) => {
      opened.push(one);
      queueMicrotask(() => background.progressed(one, 'current'));
    },
    close: async (one) => {
      opened.push(`-${one}`);
      closing();
    },
  });
  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      closing = () => opened.at(-1) === '-c' && setImmediate(resolve);
    });
  return { background, opened, clock, onScreen, idle };
}

describe('environments that nobody looks at', () => {
  it('DOC-2 are brought up to date one after another, once what is on screen is', async () => {
    const { background, opened, idle } = device();
    background.online();
    expect(opened).toEqual([]);
    const done = idle();
    background.progressed('a', 'current');
    await done;
    expect(opened).toEqual(['b', '-b', 'c', '-c']);
    background.close();
  });

  it('are left alone for a while after that, and not after a time without a network', async () => {
    const { background, opened, idle } = device();
    background.online();
    const done = idle();
    background.progressed('a', 'current');
    await done;
    background.refresh();
    expect(opened).toHaveLength(4);
    const again = idle();
    background.online();
    await again;
    expect(opened).toHaveLength(8);
    background.close();
  });

  it('are not closed under somebody who has come to look', async () => {
    const { background, opened, onScreen, idle } = device();
    background.online();
    const done = idle();
    background.progressed('a', 'current');
    onScreen.add('b');
    await done;
    expect(opened).toEqual(['b', 'c', '-c']);
    background.close();
  });
});
