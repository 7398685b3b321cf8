/** Whether an activation can be run: the switches on which it hangs, and the run of it that may wait already. Pure. */
import type { Activation } from './activation.ts';

/** Effective = integration ∧ connected user ∧ activation. */
export type ActivationSwitch = 'integration' | 'user' | 'activation';

/** Those that stop an activation. One that an account shares does not hang on the user who first enabled it. */
export function switchesOff({ enabled, sharing }: Pick<Activation, 'enabled' | 'sharing'>, integrationOn: boolean, userOn: boolean): readonly ActivationSwitch[] {
  const off: ActivationSwitch[] = [];
  if (!integrationOn) off.push('integration');
  if (!userOn && sharing === 'user') off.push('user');
  if (!enabled) off.push('activation');
  return off;
}

/** One waiting run of an activation says all there is to say (RUN-4). */
export const RUN_WAITS = 'A run of it is queued already: wait for it, or cancel it.';

/** Why none may be asked for, whoever asks, or null. @param waits whether a run of it is queued */
export const whyNotRun = (off: readonly ActivationSwitch[], waits: boolean): string | null =>
  off.length > 0 ? 'It is disabled: enable it first.' : waits ? RUN_WAITS : null;
