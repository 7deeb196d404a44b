// The mini-programs: their share of WeChat's limit, whether they are throttled or stopped.
import { byId, element, keepDoing } from './dom.js';
import { number, onLanguage, say, text, time } from './language.js';
import { ask, onKey } from './server.js';

const EVERY_MILLIS = 10_000;
let apps = [];
let backlog = null;
let keyRefused = false;

/** A wrong key is shown once and not every few seconds: servers shut out who guesses. */
async function look() {
  if (keyRefused) return;
  const answer = await ask('v1/apps');
  keyRefused = answer.status === 401;
  apps = answer.ok && Array.isArray(answer.body?.apps) ? answer.body.apps : [];
  backlog = answer.ok ? answer.body?.backlog ?? null : null;
  byId('apps-scroll').hidden = apps.length === 0;
  byId('apps-status').hidden = apps.length > 0;
  say(byId('apps-status'), told(answer));
  draw();
}

function told(answer) {
  if (answer.status === 401) return 'key.wrong';
  if (answer.status === 403) return 'key.forbidden';
  if (answer.status === 404) return 'apps.absent';
  return answer.ok ? 'apps.none' : 'apps.unreachable';
}

function draw() {
  byId('apps').replaceChildren(...apps.map(row));
  byId('apps-backlog').hidden = backlog === null;
  byId('apps-backlog').textContent = backlog === null ? ''
    : text('apps.lanes', number(backlog.interactive ?? 0), number(backlog.bulk ?? 0));
  choices();
}

function row(app) {
  return element('tr', {},
    element('th', { scope: 'row' }, String(app.app)),
    element('td', { className: 'state ' + kind(app) }, state(app)),
    labelled('apps.share', share(app.share)),
    labelled('apps.backlog', counted(app.backlog ?? app.share?.waiting)));
}

/** What stands above its column, for screens that show no columns. */
function labelled(name, value) {
  const cell = element('td', { className: 'number' }, value);
  cell.dataset.label = text(name);
  return cell;
}

const counted = (value) => (typeof value === 'number' ? number(value) : text('apps.unsaid'));

/** A fraction of the app's limit, or what all workers together may spend of it in a minute. */
function share(said) {
  if (typeof said === 'number') return number(said, { style: 'percent' });
  if (typeof said?.perMinute !== 'number') return text('apps.unsaid');
  return text(said.workers === 1 ? 'apps.perMinuteOfOne' : 'apps.perMinute', number(Math.round(said.perMinute)),
    number(Math.round(said.limitPerMinute ?? 0)), number(said.workers ?? 0));
}

const throttled = (app) => app.throttledUntil && Date.parse(app.throttledUntil) > Date.now();

function kind(app) {
  if (app.stopped) return 'failed';
  if (throttled(app)) return 'delayed';
  return app.status === 'idle' ? 'idle' : 'ready';
}

function state(app) {
  if (app.stopped) return text('apps.stopped', reason(app.stopped));
  if (throttled(app)) return text('apps.throttled', time(app.throttledUntil));
  return text(app.status === 'idle' ? 'apps.idle' : 'apps.working');
}

/** Why it is stopped: a sentence, or what WeChat said. */
function reason(stopped) {
  if (typeof stopped !== 'object') return String(stopped);
  return [stopped.cause ?? stopped.errmsg ?? stopped.reason, stopped.errcode]
    .filter((each) => each !== undefined && each !== null)
    .join(' · ');
}

/** Where there are several, the form lets choose; the choice survives a new look. */
function choices() {
  const select = byId('app');
  const names = apps.map((app) => String(app.app));
  if (names.join() === [...select.options].map((option) => option.value).join()) return;
  const chosen = select.value || String(apps.find((app) => app.default)?.app ?? '');
  select.replaceChildren(...names.map((name) => element('option', { value: name }, name)));
  if (names.includes(chosen)) select.value = chosen;
  byId('app-field').hidden = names.length < 2;
}

export function startApps() {
  const again = keepDoing(look, EVERY_MILLIS);
  onKey(() => {
    keyRefused = false;
    again();
  });
  onLanguage(draw);
}
