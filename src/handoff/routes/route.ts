import type { Request, Response } from 'express';
import { z } from 'zod';
import { SahutError } from '../../errors.js';
import type { Permission } from '../contract.js';
import type { SignedIn } from '../session.js';
import type { ANSWERS } from '../shapes/answers.js';

/** `open` needs nobody; `signed-in` needs a session, also one with a one-time password. */
export type Need = Permission | 'open' | 'signed-in';

/** An answer that the description of the API can name. */
export type AnswerName = keyof typeof ANSWERS;

/** What every action gets besides its checked input. */
export interface Visit {
  request: Request;
  response: Response;
  /** The signed-in operator; throws `session/required` on an `open` route without a session. */
  who(): SignedIn;
}

interface Shapes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** A raw body of at most so many bytes instead of JSON. */
  rawBytes?: number;
  /** Name of the answer's type in contract.ts; `null` for 204; `stream` when the action answers itself. */
  answer: AnswerName | null | 'stream';
  /** 200 unless said otherwise. */
  status?: number;
}

type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Visit & {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
};

/** One line of the route table. */
export interface Route {
  method: Method;
  path: string;
  need: Need;
  summary: string;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType | null;
  rawBytes: number | null;
  answer: AnswerName | null | 'stream';
  status: number;
  /** Checks the input, then acts. Throws `request/invalid` with every wrong field. */
  run(visit: Visit): Promise<unknown>;
}

export type Method = 'get' | 'post' | 'patch' | 'delete';
const NOTHING = z.strictObject({});

/** Makes a route: `on('get', '/api/x/:id', 'conversation.read', shapes, action)`. */
export function on<
  P extends z.ZodType = typeof NOTHING,
  Q extends z.ZodType = typeof NOTHING,
  B extends z.ZodType = typeof NOTHING,
>(
  [method, path, need]: readonly [Method, string, Need],
  shapes: Shapes<P, Q, B>,
  act: (input: Input<P, Q, B>) => Promise<unknown>,
): Route {
  const { params, query, body, rawBytes = null, answer, summary } = shapes;
  return {
    method,
    path,
    need,
    summary,
    params: params ?? NOTHING,
    query: query ?? NOTHING,
    body: body ?? null,
    rawBytes,
    answer,
    status: shapes.status ?? (answer === null ? 204 : 200),
    run: (visit) => {
      const { request } = visit;
      const faults: Record<string, string> = {};
      const input = {
        ...visit,
        params: checked(params, request.params, faults),
        query: checked(query, request.query, faults),
        body: rawBytes === null ? checked(body, request.body ?? {}, faults) : undefined,
      };
      if (Object.keys(faults).length > 0) {
        throw new SahutError('request/invalid', undefined, faults);
      }
      return act(input as Input<P, Q, B>);
    },
  };
}

function checked(
  shape: z.ZodType | undefined,
  given: unknown,
  faults: Record<string, string>,
): unknown {
  const result = (shape ?? NOTHING).safeParse(given);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = issue.path.join('.');
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
    if (names.length === 0) faults[path || 'body'] ??= issue.message;
    for (const name of names) faults[path ? `${path}.${name}` : name] ??= 'unknown field';
  }
  return undefined;
}
