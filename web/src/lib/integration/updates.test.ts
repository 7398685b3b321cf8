import { describe, expect, it } from 'vitest';
import { checkOf } from './updates.ts';

const asked = '2026-03-01T10:00:00.000Z';
const now = Date.parse('2026-03-01T12:00:00.000Z');
const ended = (state: 'running' | 'done' | 'failed' | 'lapsed', requested = asked) => ({ requested, at: asked, state, reason: state === 'failed' ? 'the app answered 503' : null });

describe('a check for updates', () => {
  it('waits until what was asked for is under way, and never twice', () => {
    expect(checkOf({ checkRequested: asked }, now)).toEqual({ said: 'A check for updates waits to be sent', waits: true, cancellable: true });
    expect(checkOf({ checkRequested: asked, checked: ended('done', '2026-01-01T00:00:00.000Z') }, now).waits).toBe(true);
    expect(checkOf({ checkRequested: asked, checked: ended('running') }, now)).toEqual({ said: 'Checking for updates', waits: true, cancellable: false });
  });
  it('says what became of it', () => {
    expect(checkOf({ checkRequested: asked, checked: ended('done') }, now).said).toMatch(/^Checked for updates 2 hr/);
    expect(checkOf({ checkRequested: asked, checked: ended('failed') }, now).said).toMatch(/failed 2 hr.*: the app answered 503$/);
    expect(checkOf({ checkRequested: asked, checked: ended('lapsed') }, now).said).toMatch(/lapsed/);
    expect(checkOf({}, now)).toEqual({ said: 'Never checked for updates', waits: false, cancellable: false });
  });
});
