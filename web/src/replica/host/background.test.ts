import { describe, expect, it } from 'vitest';
import { Background } from './background.ts';

/** Documents a, b and c, of which `a` is on screen. */
function device(brought: (document: string) => boolean = () => true): { background: Background; bringing: string[]; onScreen: Set<string>; idle: () => Promise<void>; readable: string[] } {
  const bringing: string[] = [];
  const onScreen = new Set(['a']);
  const readable = ['a', 'b', 'c'];
  let told = (): void => undefined;
  const background: Background = new Background({
    now: () => 0,
    rest: async () => undefined,
    documents: () => readable,
    onScreen: (one) => onScreen.has(one),
    bring: async (one) => {
      bringing.push(one);
      if (one === 'c') setImmediate(() => told());
      return brought(one);
    },
    counted: () => undefined,
  });
  return { background, bringing, onScreen, readable, idle: () => new Promise((resolve) => (told = resolve)) };
}

describe('documents that nobody looks at', () => {
  it('SYNC-10 are brought up to date one after another, once what is on screen is', async () => {
    const { background, bringing, idle } = device();
    background.online();
    expect(bringing).toEqual([]);
    const done = idle();
    background.progressed('a', 'current');
    await done;
    expect(bringing).toEqual(['b', 'c']);
    expect(background.here).toEqual({ here: 3, of: 3 });
    background.close();
  });

  it('are left alone for a while after that, and not after a time without a network', async () => {
    const { background, bringing, idle } = device();
    background.online();
    const done = idle();
    background.progressed('a', 'current');
    await done;
    background.refresh();
    expect(bringing).toHaveLength(2);
    const again = idle();
    background.online();
    await again;
    expect(bringing).toHaveLength(4);
    background.close();
  });

  it('are left to those who have come to look, and tried again where they did not come', async () => {
    const { background, bringing, onScreen, idle } = device(() => false);
    background.online();
    const done = idle();
    onScreen.add('b');
    background.progressed('a', 'current');
    await done;
    expect(bringing).toEqual(['c']);
    expect(background.here).toEqual({ here: 1, of: 3 });
    const again = idle();
    background.refresh();
    await again;
    expect(bringing).toEqual(['c', 'c']);
    background.close();
  });

  it('PERM-8 count as long as they may be read', () => {
    const { background, readable } = device();
    background.stored(['a', 'b', 'x']);
    expect(background.here).toEqual({ here: 2, of: 3 });
    background.removed('b');
    readable.pop();
    expect(background.here).toEqual({ here: 1, of: 2 });
    background.close();
  });
});
