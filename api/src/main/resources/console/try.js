// The form, the waiting, and the picture.
import { byId, element, pause } from './dom.js';
import { knows, onLanguage, say, text, time } from './language.js';
import { ask, picturePath } from './server.js';
import { remember } from './recent.js';

const FIELDS = ['page', 'scene', 'width'];
const GIVE_UP_AFTER_MILLIS = 10 * 60 * 1000;
let current = new AbortController();
let shown = () => {};

function request() {
  const form = byId('try');
  const color = form.elements.color.value;
  const wanted = { page: byId('page').value.trim(), scene: byId('scene').value.trim() };
  if (!byId('app-field').hidden && byId('app').value) wanted.app = byId('app').value;
  if (byId('width').value !== '') wanted.width = Number(byId('width').value);
  if (color === 'auto') wanted.autoColor = true;
  if (color === 'own') wanted.lineColor = rgb(byId('line-color').value);
  if (byId('hyaline').checked) wanted.hyaline = true;
  return wanted;
}

function rgb(hex) {
  const part = (at) => Number.parseInt(hex.slice(at, at + 2), 16);
  return { r: part(1), g: part(3), b: part(5) };
}

async function submit(event) {
  event.preventDefault();
  const wanted = request();
  const signal = begin();
  say(byId('status'), 'result.asking');
  const answer = await ask('v1/codes', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wanted),
    signal,
  });
  if (answer.ok && answer.body) await follow(answer.body, wanted, signal);
  else refused(answer, wanted);
}

/** Forgets what was shown and waited for. */
function begin() {
  current.abort();
  current = new AbortController();
  FIELDS.forEach((name) => fieldError(name, ''));
  show(() => {});
  return current.signal;
}

function show(draw) {
  shown = () => {
    byId('result').replaceChildren();
    draw(byId('result'));
  };
  shown();
}

/** Waits until a code is ready or failed; the server holds each question for a while. */
async function follow(code, wanted, signal) {
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MILLIS;
  let now = code;
  remember(now, wanted);
  while (now.status === 'queued' || now.status === 'delayed') {
    waiting(now);
    if (Date.now() > giveUpAt) {
      say(byId('status'), 'result.patience');
      return;
    }
    const asked = Date.now();
    const answer = await ask('v1/jobs/' + now.id, { headers: { Prefer: 'wait=20' }, signal });
    if (answer.ok && answer.body) {
      now = answer.body;
      remember(now, wanted);
      if (Date.now() - asked < 1000 && now.status !== 'ready' && now.status !== 'failed') {
        await pause(answer.retryAfter * 1000, signal);
      }
    } else if (answer.status === 0 || answer.status === 503) {
      say(byId('status'), 'result.away');
      await pause(answer.retryAfter * 1000, signal);
    } else {
      refused(answer, wanted);
      return;
    }
  }
  if (now.status === 'ready') ready(now, wanted);
  else failed(now.error);
}

function waiting(code) {
  if (code.status !== 'delayed') {
    say(byId('status'), 'result.queued');
    return;
  }
  const why = [code.reason?.cause, code.until && time(code.until)].filter(Boolean);
  say(byId('status'), 'result.delayed', why.join(' · '));
}

/** Shows a code, as the list of recent ones wants it too. */
export function ready(code, wanted) {
  say(byId('status'), 'result.ready');
  const picture = element('img', {
    src: picturePath(code),
    width: 280,
    height: 280,
    className: 'code' + (code.contentType === 'image/png' ? ' hyaline' : ''),
  });
  show((place) => {
    picture.alt = text('result.alt', wanted.page, wanted.scene);
    const note = element('span', { role: 'status' });
    const copy = element('button', { type: 'button', className: 'quiet' }, text('result.copy'));
    copy.addEventListener('click', () =>
      Promise.resolve()
        .then(() => navigator.clipboard.writeText(code.url))
        .then(() => say(note, 'result.copied'), () => say(note, 'result.notCopied')));
    place.append(
      picture,
      element('p', { className: 'address' }, code.url ?? ''),
      element('div', { className: 'actions' },
        element('a', { className: 'button quiet', href: picturePath(code), target: '_blank', rel: 'noopener' },
          text('result.open')),
        copy, note));
  });
}

/** Follows a code of the list, or shows what became of it. */
export function open(code, wanted) {
  const signal = begin();
  follow(code, wanted, signal).catch(ignoreAbort);
}

function failed(error) {
  say(byId('status'), 'result.failed', error?.cause ?? error?.errmsg ?? text('status.unknown'));
  show((place) => {
    const lines = [];
    if (error?.advice) lines.push(text('result.advice', error.advice));
    if (error?.errcode !== undefined) lines.push(text('result.errcode', error.errcode));
    if (error?.errmsg) lines.push(text('result.wechat', error.errmsg));
    place.append(element('div', { className: 'notice bad' },
      ...lines.map((line) => element('p', {}, line))));
  });
}

function refused(answer, wanted) {
  const problem = answer.body ?? {};
  if (answer.status === 0) {
    say(byId('status'), 'result.gone');
  } else if (answer.status === 401 || answer.status === 403) {
    say(byId('status'), answer.status === 401 ? 'key.wrong' : 'key.forbidden');
    if (answer.status === 401) byId('key').focus();
  } else if (problem.error) {
    if (problem.id) remember({ id: problem.id, status: 'failed', error: problem.error }, wanted);
    failed(problem.error);
  } else if (problem.field) {
    invalid(problem);
  } else {
    say(byId('status'), 'result.failed', problem.detail ?? String(answer.status));
  }
}

/** A field that the server does not take: said beside it, and the visitor is taken there. */
function invalid(problem) {
  const place = FIELDS.includes(problem.field) ? problem.field : null;
  const sentence = () => {
    const field = knows('field.' + problem.field) ? text('field.' + problem.field) : problem.field;
    const reason = 'reason.' + problem.reason;
    return text('result.field', field, knows(reason) ? text(reason) : '', problem.detail);
  };
  say(byId('status'), 'result.invalid', sentence());
  show(() => {
    say(byId('status'), 'result.invalid', sentence());
    if (place) fieldError(place, sentence());
  });
  if (place) byId(place).focus();
}

function fieldError(name, sentence) {
  byId(name + '-error').textContent = sentence;
  byId(name + '-error').hidden = sentence === '';
  byId(name).setAttribute('aria-invalid', String(sentence !== ''));
}

function ignoreAbort(failure) {
  if (failure?.name !== 'AbortError') throw failure;
}

export function startTry() {
  byId('try').addEventListener('submit', (event) => submit(event).catch(ignoreAbort));
  byId('try').addEventListener('change', () => {
    byId('line-color').disabled = byId('try').elements.color.value !== 'own';
  });
  onLanguage(() => shown());
}
