import type { Session } from '@latchkey/shared/protocol/http';
import { expect, it } from 'vitest';
import type { HostCalls } from '../channel/tab-channel.ts';
import type { Library } from './library.ts';
import type { Places } from './places.ts';
import { Screens } from './screens.ts';
import type { SyncFacts } from './sync-state.ts';
import { Tabs } from './tabs.ts';

it('SYNC-7 a place that opens late, when another is on screen by then, does not take away who is there', async () => {
  const tabs = new Tabs();
  const told: unknown[] = [];
  tabs.add('tab', { post: (message) => told.push(message), listen: () => undefined }, () => ({}) as HostCalls);
  const [tab] = tabs;
  if (tab === undefined) throw new Error('there is no tab');
  let arrive = (): void => undefined;
  const slow = new Promise<void>((resolve) => (arrive = resolve));
  const screens = new Screens({
    tabs,
    library: { opened: () => null, claim: () => undefined } as unknown as Library,
    places: { show: (place: string) => (place === 'slow' ? slow : Promise.resolve()), left: () => Promise.resolve() } as unknown as Places,
    session: () => ({ workspaces: [] }) as unknown as Session,
    facts: () => ({}) as Omit<SyncFacts, 'progress'>,
  });
  await screens.open(tab, 'first');
  const opening = screens.open(tab, 'slow');
  await screens.open(tab, 'last');
  expect(JSON.stringify(told)).toContain('presence');
  told.length = 0;
  arrive();
  await opening;
  expect(told).toEqual([]);
});
