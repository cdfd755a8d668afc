import { z } from 'zod';
import { ERRORS } from '../errors.js';
import type { Route } from '../handoff/routes/route.js';
import { ANSWERS } from '../handoff/shapes/answers.js';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 description of the routes, made from the table that serves them. */
export function openApi(routes: readonly Route[], options: { version: string; url: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sahut',
      version: options.version,
      description: 'What the inbox uses, in the words of src/handoff/contract.ts.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: options.url }],
    paths: { ...paths, ...housePaths() },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sahut' } },
      schemas: { ...answerSchemas(), Problem: problemSchema() },
      responses: {
        Problem: {
          description: 'What went wrong and what to do.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const { method, path, summary, need, status, body, rawBytes } = route;
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    operationId: `${method}${path.replace(/^\/api/, '').replace(/[/:]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(need === 'open' ? { security: [] } : { security: [{ session: [] }] }),
    ...(need === 'open' || need === 'signed-in' ? {} : { 'x-permission': need }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body || rawBytes !== null ? { requestBody: requestBody(route) } : {}),
    responses: {
      [String(status)]: success(route),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function requestBody({ body, rawBytes }: Route): Json {
  if (rawBytes !== null) {
    const description = `The bytes of the file, at most ${rawBytes}.`;
    return { required: true, description, content: { '*/*': { schema: {} } } };
  }
  const schema = body ? schemaOf(body) : {};
  return { required: true, content: { 'application/json': { schema } } };
}

function success({ answer, path }: Route): Json {
  if (answer === null) return { description: 'Done.' };
  if (answer !== 'stream') {
    const schema = { $ref: componentOf(answer) };
    return { description: answer, content: { 'application/json': { schema } } };
  }
  if (path !== '/api/live') {
    return { description: 'The bytes of the file.', content: { '*/*': { schema: {} } } };
  }
  const schema = { type: 'string', contentSchema: { $ref: componentOf('LiveEvent') } };
  return {
    description: 'Events whose data is a LiveEvent; every 15 seconds a ping.',
    content: { 'text/event-stream': { schema } },
  };
}

const componentOf = (name: string): string => `#/components/schemas/${name}`;

/** The answers, each under its name; where one holds another it refers to it. */
function answerSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(ANSWERS)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: componentOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

function parametersOf(shape: z.ZodType, place: 'path' | 'query'): Json[] {
  const schema = schemaOf(shape) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || (schema.required ?? []).includes(name),
    schema: one,
  }));
}

function schemaOf(shape: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return schema;
}

function problemSchema(): Json {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['code', 'message', 'remedy'],
    properties: {
      code: { type: 'string', enum: Object.keys(ERRORS) },
      message: text,
      remedy: text,
      fields: { type: 'object', additionalProperties: text },
      requestId: text,
    },
  };
}

/** What is served beside the table. */
function housePaths(): Record<string, Json> {
  const plain = (summary: string, type: string) => ({
    get: {
      summary,
      security: [],
      responses: { '200': { description: summary, content: { [type]: { schema: {} } } } },
    },
  });
  return {
    '/healthz': plain('The process is alive.', 'application/json'),
    '/readyz': plain('Everything it needs answers; 503 otherwise.', 'application/json'),
    '/metrics': plain('Figures for Prometheus.', 'text/plain'),
    '/api/openapi.json': plain('This description.', 'application/json'),
  };
}
