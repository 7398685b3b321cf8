/** The OpenAPI description of a route, from the schemas that it checks with. */
import { Problem } from '@latchkey/shared/protocol/http';
import { describeRoute, resolver } from 'hono-openapi';
import type { MiddlewareHandler } from 'hono';
import type * as v from 'valibot';

interface Description {
  readonly summary: string;
  readonly takes?: v.GenericSchema;
  readonly query?: readonly string[];
  /** Status → body; null: none. */
  readonly answers: Readonly<Record<number, v.GenericSchema | null>>;
  /** What a 409 of this route means, where it has one. */
  readonly conflict?: string;
}

const errors: Readonly<Record<number, string>> = {
  401: 'No key, or one that is not known',
  403: 'The key may not do this',
  404: 'Not there, or of another environment',
  422: 'Some fields are not right; `errors` names them',
  429: 'Too many requests; see Retry-After',
  503: 'Not now: restarting, out of room (see Retry-After), or this data was found damaged',
};

/** Of a route that takes a body, beside those. */
const bodyErrors: Readonly<Record<number, string>> = { 400: 'The body is not JSON', 413: 'The body is too large', 415: 'The body is of another type' };

const names: Readonly<Record<number, string>> = { 200: 'As it now is', 201: 'Made', 204: 'Removed' };

/** Valibot's transforms (an instant is normalised to UTC) have no counterpart in JSON Schema: the input is described. */
const schemaOf = (schema: v.GenericSchema) => resolver(schema, { options: { typeMode: 'input', errorMode: 'ignore' } });

export function describe({ summary, takes, query = [], answers, conflict }: Description): MiddlewareHandler {
  const answer = (schema: v.GenericSchema | null) => (schema === null ? {} : { content: { 'application/json': { schema: schemaOf(schema) } } });
  const problem = { 'application/problem+json': { schema: schemaOf(Problem) } };
  return describeRoute({
    summary,
    security: [{ key: [] }],
    parameters: query.map((name) => ({ name, in: 'query', required: false, schema: { type: name === 'limit' ? 'integer' : 'string' } })),
    ...(takes === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(takes) } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, schema]) => [status, { description: names[Number(status)] ?? '', ...answer(schema) }])),
      ...Object.fromEntries(Object.entries({ ...errors, ...(takes === undefined ? {} : bodyErrors), ...(conflict === undefined ? {} : { 409: conflict }) }).map(([status, description]) => [status, { description, content: problem }])),
    },
  });
}
