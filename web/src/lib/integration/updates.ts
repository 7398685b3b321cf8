/** How a check for updates stands, in words. */
import type { Integration } from '@latchkey/shared/domain/integration';
import { relative } from '../words/times.ts';

export interface Check {
  readonly said: string;
  /** It was asked for and has not ended. */
  readonly waits: boolean;
  /** The app was not asked yet: it can be taken back. */
  readonly cancellable: boolean;
}

/** @param now milliseconds since 1970 */
export function checkOf({ checkRequested, checked }: Pick<Integration, 'checkRequested' | 'checked'>, now: number): Check {
  const requested = checkRequested ?? null;
  if (requested !== null && checked?.requested !== requested) return { said: 'A check for updates waits to be sent', waits: true, cancellable: true };
  if (checked === undefined) return { said: 'Never checked for updates', waits: false, cancellable: false };
  const when = relative(new Date(checked.at), now);
  switch (checked.state) {
    case 'running':
      return { said: 'Checking for updates', waits: true, cancellable: false };
    case 'done':
      return { said: `Checked for updates ${when}`, waits: false, cancellable: false };
    case 'failed':
      return { said: `The check for updates failed ${when}: ${checked.reason ?? 'the app did not say why'}`, waits: false, cancellable: false };
    case 'lapsed':
      return { said: `The check for updates lapsed ${when}: it waited too long`, waits: false, cancellable: false };
  }
}
