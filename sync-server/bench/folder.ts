/** Where the bench keeps its databases: in memory where the system has such a place, so that disks are not what is compared. */
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export const makeFolder = (): Promise<string> => mkdtemp(join(parent, 'latchkey-bench-'));
