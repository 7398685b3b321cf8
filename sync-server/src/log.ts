/** Structured logs: one JSON object a line on standard output. Never a cookie, a key, a password or a body. */
import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export const createLog = (level: Config['logLevel']): Logger => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
