/** From which browser a request comes, as the audit log calls it (AUDIT-1). */
import type { HonoRequest } from 'hono';
import { deviceNameOf } from '../identity/device-name.ts';

export const deviceNameIn = (request: HonoRequest): string | undefined => deviceNameOf(request.header('user-agent')) ?? undefined;
