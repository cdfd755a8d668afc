/** Every request of the inbox, one function a route of handoff/contract.ts. */
import { noteServerTime } from './data/clock.js';
import type {
  ChannelView,
  ComplaintPatch,
  ComplaintView,
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  CorrectionPage,
  CorrectionView,
  Doing,
  InboxView,
  Language,
  MediaRef,
  MessagePage,
  MessageView,
  ModelView,
  OperatorAnswer,
  OperatorView,
  Outcome,
  Problem,
  QuickReplyBody,
  QuickReplyView,
  ReplyBody,
  Role,
  SessionView,
} from './data/types.js';

/** A refusal of the server, or status 0 when it was not reached. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
  }

  get code(): string {
    return this.problem.code;
  }
}

const ANSWER_WITHIN_MS = 20_000;
const UPLOAD_WITHIN_MS = 180_000;

async function send(path: string, init: RequestInit, withinMs: number): Promise<Response> {
  try {
    return await fetch(`/api${path}`, { ...init, signal: AbortSignal.timeout(withinMs) });
  } catch {
    throw new ApiProblem(0, { code: 'network/lost', message: 'No answer', remedy: '' });
  }
}

async function refusal(response: Response): Promise<ApiProblem> {
  const told: unknown = await response.json().catch(() => null);
  const problem = { code: `http/${response.status}`, message: response.statusText, remedy: '' };
  return new ApiProblem(response.status, Object.assign(problem, told));
}

async function answer<T>(path: string, init: RequestInit, withinMs = ANSWER_WITHIN_MS): Promise<T> {
  const askedAt = Date.now();
  const response = await send(path, init, withinMs);
  noteServerTime(response.headers.get('date'), askedAt);
  if (!response.ok) throw await refusal(response);
  const text = await response.text();
  return (text === '' ? null : JSON.parse(text)) as T;
}

const get = <T>(path: string): Promise<T> => answer<T>(path, { method: 'GET' });

function write<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown = {},
): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return answer<T>(path, { method, headers, body: JSON.stringify(body) });
}

function query(fields: Record<string, string | number | undefined>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

const conversation = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const signIn = (email: string, password: string): Promise<unknown> =>
  write('POST', '/session', { email, password });
export const signOut = (): Promise<unknown> => write('DELETE', '/session');
export const changePassword = (current: string, next: string): Promise<unknown> =>
  write('POST', '/session/password', { current, next });

/** Who is signed in; null when nobody is. */
export async function getSession(): Promise<SessionView | null> {
  try {
    return await get<SessionView>('/session');
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 401) return null;
    throw problem;
  }
}

export const getConversations = (
  view: InboxView,
  page: { after?: string | undefined; limit: number },
): Promise<ConversationPage> => get(`/conversations?${query({ view, ...page })}`);

export const getConversation = (id: string): Promise<ConversationDetail> => get(conversation(id));

export const getMessages = (
  id: string,
  range: { before?: number; after?: number; limit: number },
): Promise<MessagePage> => get(`${conversation(id)}/messages?${query(range)}`);

export const claim = (id: string, force: boolean): Promise<unknown> =>
  write('POST', `${conversation(id)}/claim`, force ? { force } : {});
export const release = (id: string, note: string): Promise<unknown> =>
  write('POST', `${conversation(id)}/release`, note === '' ? {} : { note });
export const close = (id: string, outcome: Outcome): Promise<unknown> =>
  write('POST', `${conversation(id)}/close`, { outcome });
export const seen = (id: string): Promise<unknown> => write('POST', `${conversation(id)}/seen`);

/** Everybody in danger now, whoever has them. */
export const getOpenEmergencies = (): Promise<{ conversations: ConversationRow[] }> =>
  get('/emergencies/open');
/** The alarm stands on this screen; the server keeps when. */
export const tellShown = (id: string): Promise<unknown> =>
  write('POST', `${conversation(id)}/alarm`);
/** This page is there; without it for some seconds, its emergencies go to others. */
export const tellHere = (): Promise<unknown> => write('POST', '/session/here');

export const getPushKey = (): Promise<{ publicKey: string }> => get('/devices/key');
export const addDevice = (device: PushSubscriptionJSON, language: Language): Promise<unknown> => {
  const { endpoint, keys } = device;
  return write('POST', '/devices', { endpoint, keys, language });
};
export const removeDevice = (endpoint: string): Promise<unknown> =>
  write('DELETE', '/devices', { endpoint });
export const testDevices = (): Promise<unknown> => write('POST', '/devices/test');

/** Repeating it with the same `clientId` changes nothing. */
export const say = (id: string, as: 'reply' | 'note', body: ReplyBody): Promise<MessageView> =>
  write('POST', `${conversation(id)}/${as}`, body);

/** Takes an own answer back that has not left; refused when it has. */
export const takeBack = (id: string): Promise<MessageView> =>
  write('DELETE', `/messages/${encodeURIComponent(id)}`);

/** Says that one looks or types; the server forgets it by itself. */
export const bePresent = (id: string, doing: Doing | 'gone'): Promise<unknown> =>
  write('POST', `${conversation(id)}/presence`, { doing });

export const getColleagues = (): Promise<{ colleagues: { id: string; name: string }[] }> =>
  get('/colleagues');

export const getQuickReplies = (): Promise<{ quickReplies: QuickReplyView[] }> =>
  get('/quick-replies');
export const addQuickReply = (reply: QuickReplyBody): Promise<QuickReplyView> =>
  write('POST', '/quick-replies', reply);
export const changeQuickReply = (
  { id, version }: QuickReplyView,
  reply: QuickReplyBody,
): Promise<QuickReplyView> =>
  write('PATCH', `/quick-replies/${encodeURIComponent(id)}`, { version, ...reply });
export const removeQuickReply = (id: string): Promise<unknown> =>
  write('DELETE', `/quick-replies/${encodeURIComponent(id)}`);

export const changeComplaint = (reference: string, patch: ComplaintPatch): Promise<ComplaintView> =>
  write('PATCH', `/complaints/${encodeURIComponent(reference)}`, patch);

export const getModel = (): Promise<ModelView> => get('/model');
export const getCorrections = (page: {
  after: string | undefined;
  limit: number;
}): Promise<CorrectionPage> => get(`/model/corrections?${query(page)}`);
export const decideCorrections = (
  ids: string[],
  state: CorrectionView['state'],
): Promise<ModelView> => write('PATCH', '/model/corrections', { ids, state });
export const retrainModel = (): Promise<ModelView> => write('POST', '/model/retrain');
export const serveModel = (version: string): Promise<ModelView> =>
  write('POST', '/model/serve', { version });
export const rollBackModel = (): Promise<ModelView> => write('POST', '/model/roll-back');
/** Where the included corrections are read from, as lines of the corpus. */
export const correctionsUrl = '/api/model/corrections.jsonl';

/** Where a kept file is read from. */
export const mediaUrl = (id: string): string => `/api/media/${encodeURIComponent(id)}`;

/** Sends a file up; says how much of it is there, from 0 to 1. `fetch` cannot say that. */
export function uploadMedia(
  file: File,
  options: { signal: AbortSignal; progress: (share: number) => void },
): Promise<MediaRef> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () =>
      reject(new ApiProblem(0, { code: 'network/lost', message: 'No answer', remedy: '' }));
    request.open('POST', '/api/media');
    request.timeout = UPLOAD_WITHIN_MS;
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => options.progress(total ? loaded / total : 0);
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    request.onload = () => {
      const told = parsed(request.responseText);
      if (request.status < 300) return resolve(told as MediaRef);
      const code = `http/${request.status}`;
      const problem = { code, message: request.statusText, remedy: '' };
      reject(new ApiProblem(request.status, Object.assign(problem, told)));
    };
    options.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const getChannels = (): Promise<ChannelView[] | { channels: ChannelView[] }> =>
  get('/channels');
export const logoutWhatsapp = (): Promise<unknown> => write('POST', '/channels/whatsapp/logout');

/** Forgets the keys and asks for a new QR code. */
export const pairWhatsapp = (): Promise<unknown> => write('POST', '/channels/whatsapp/pair');

export interface NewOperator {
  email: string;
  name: string;
  role: Role;
  language: Language;
}
export const getOperators = (): Promise<OperatorView[] | { operators: OperatorView[] }> =>
  get('/operators');
/** The one-time password is in this answer and nowhere else. */
export const addOperator = (person: NewOperator): Promise<OperatorAnswer> =>
  write('POST', '/operators', person);
export const changeOperator = (
  id: string,
  change: { role?: Role; disabled?: boolean; resetPassword?: true },
): Promise<OperatorAnswer> => write('PATCH', `/operators/${encodeURIComponent(id)}`, change);
