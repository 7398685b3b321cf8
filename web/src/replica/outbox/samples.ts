/** Edits as tests need them. */
import type { NewEdit, OutboxEntry } from './outbox.ts';

export const DEVICE = '11111111-1111-4111-8111-111111111111';

/** `user` is the record it is about; made in document `env`. */
export const newEdit = (user: string, enabled: boolean, over: Partial<NewEdit['edit']> = {}): NewEdit => ({
  edit: {
    id: crypto.randomUUID(),
    device: DEVICE,
    name: 'connectedUser.setEnabled',
    args: { user, enabled },
    document: 'env',
    epoch: 'e1',
    base: 1,
    at: 1,
    thread: '22222222-2222-4222-8222-222222222222',
    ...over,
  },
  subject: `User ${user}`,
});

export const waiting = (sequence: number, edit: NewEdit): OutboxEntry => ({ ...edit, sequence, state: 'waiting' });
export const settled = (sequence: number, edit: NewEdit, versions: Readonly<Record<string, number>>): OutboxEntry => ({
  ...edit,
  sequence,
  state: 'settled',
  versions,
});
