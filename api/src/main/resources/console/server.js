// Talks to the server that this page came from, and asks the visitor for a key when it wants one.
import { byId, store, stored } from './dom.js';
import { languageTag } from './language.js';

const KEY = 'sunpress.key';
const entered = [];

/**
 * Asks the server.
 * @returns {Promise<{status: number, ok: boolean, body: any, retryAfter: number}>} status 0: no answer
 */
export async function ask(path, options = {}) {
  const headers = new Headers(options.headers);
  headers.set('Accept-Language', languageTag());
  const key = stored(sessionStorage, KEY);
  if (key) headers.set('Authorization', 'Bearer ' + key);
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit' });
  } catch (failure) {
    if (options.signal?.aborted) throw failure;
    return { status: 0, ok: false, body: null, retryAfter: 2 };
  }
  const body = await answer.json().catch(() => null);
  if (answer.status === 401) wantKey();
  return {
    status: answer.status,
    ok: answer.ok,
    body,
    retryAfter: Number.parseInt(answer.headers.get('Retry-After') ?? '2', 10) || 2,
  };
}

function wantKey() {
  byId('key-card').hidden = false;
}

/** Calls back when a key has been entered or forgotten. */
export const onKey = (callback) => entered.push(callback);

export function startKey() {
  byId('key-card').hidden = !stored(sessionStorage, KEY);
  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    store(sessionStorage, KEY, byId('key').value.trim() || null);
    byId('key').value = '';
    entered.forEach((callback) => callback());
  });
  byId('key-forget').addEventListener('click', () => {
    store(sessionStorage, KEY, null);
    byId('key').value = '';
    byId('key-card').hidden = true;
    entered.forEach((callback) => callback());
  });
}

/** Where a code's picture is on this server, whatever its public address is. */
export function picturePath(code) {
  const extension = code.contentType === 'image/png' ? 'png' : 'jpg';
  return `codes/${encodeURIComponent(code.app)}/${encodeURIComponent(code.id)}.${extension}`;
}
