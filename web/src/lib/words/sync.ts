/** How things are, in the words of the header: the one place that says it (LOOK: Anatomy). */
import type { SyncState } from '$replica/client.ts';
import { bytes, counted } from './numbers.ts';

export interface SyncWords {
  readonly tone: 'good' | 'waiting' | 'bad' | 'none';
  /** On a desk. */
  readonly long: string;
  /** Where there is no room. */
  readonly short: string;
  /** What it means, for who asks. */
  readonly meaning: string;
}

const edits = (number: number): string => counted(number, 'edit', 'edits');

/**
 * @param troubles how many edits did not stand and have not been seen to
 * @param keeping how many edits are being written to this device: not in the outbox yet, but asked for
 */
export function syncWords(sync: SyncState, troubles: number, keeping: number): SyncWords {
  const { link, document, waiting, sending, storage } = sync;
  if (storage.kind === 'failing') {
    return { tone: 'bad', long: 'Not kept on this device', short: 'Not kept', meaning: `${storage.message} Changes can not be kept until that is mended.` };
  }
  if (link.kind === 'offline') {
    return waiting === 0
      ? { tone: 'waiting', long: 'Offline', short: 'Offline', meaning: 'You can go on working: changes are kept on this device and sent when the network is back.' }
      : {
          tone: 'waiting',
          long: `Offline · ${edits(waiting)} on this device`,
          short: `Offline · ${waiting}`,
          meaning: `${edits(waiting)} kept on this device, to be sent when the network is back.`,
        };
  }
  if (troubles > 0) {
    return { tone: 'bad', long: 'Needs you', short: 'Needs you', meaning: `${counted(troubles, 'change of yours does', 'changes of yours do')} not stand.` };
  }
  if (document.kind === 'arriving') {
    const share = document.of === 0 ? '' : ` ${Math.round((100 * document.bytes) / document.of)} %`;
    return { tone: 'none', long: `Receiving${share}`, short: `Receiving${share}`, meaning: `${bytes(document.bytes)} of ${bytes(document.of)} are here.` };
  }
  if (document.kind === 'absent' && link.kind === 'online') {
    return { tone: 'none', long: 'Receiving', short: 'Receiving', meaning: 'The environment is on its way to this device.' };
  }
  if (link.kind === 'connecting') {
    const kept = waiting === 0 ? '' : ` ${edits(waiting)} on this device.`;
    return { tone: 'none', long: 'Connecting', short: 'Connecting', meaning: `Looking for the server.${kept}` };
  }
  if (waiting > 0 || keeping > 0) {
    const number = sending > 0 ? sending : Math.max(waiting, keeping);
    const kept = waiting === 0 ? `${edits(keeping)} being written to this device` : `${edits(waiting)} kept on this device`;
    return { tone: 'none', long: `Sending ${number}`, short: `Sending ${number}`, meaning: `${kept}, on the way to the server.` };
  }
  if (document.kind === 'opening') {
    return { tone: 'none', long: 'Opening', short: 'Opening', meaning: 'What is kept on this device is being read.' };
  }
  if (document.kind !== 'current') {
    return { tone: 'none', long: 'Updating', short: 'Updating', meaning: 'Taking in what has changed since this device was last here.' };
  }
  return { tone: 'good', long: 'Up to date', short: 'Up to date', meaning: 'Every change is saved on the server, and everything there is on this device.' };
}
