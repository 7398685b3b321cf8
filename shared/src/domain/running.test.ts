import { describe, expect, it } from 'vitest';
import { RUN_WAITS, switchesOff, whyNotRun } from './running.ts';

const copy = (sharing: 'user' | 'account', enabled = true) => ({ sharing, enabled });

describe('whether an activation can be run', () => {
  it('hangs on the integration, the connected user and the activation', () => {
    expect(switchesOff(copy('user'), true, true)).toEqual([]);
    expect(switchesOff(copy('user', false), false, false)).toEqual(['integration', 'user', 'activation']);
  });

  it('does not hang on the user where an account shares it', () => {
    expect(switchesOff(copy('account'), true, false)).toEqual([]);
  });

  it('RUN-4 says why not: it is switched off, or a run of it waits', () => {
    expect(whyNotRun([], false)).toBeNull();
    expect(whyNotRun(['user'], true)).toContain('disabled');
    expect(whyNotRun([], true)).toBe(RUN_WAITS);
  });
});
