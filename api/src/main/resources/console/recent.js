// The codes that were asked for in this browser. Nothing of it leaves the browser.
import { byId, element, store, stored } from './dom.js';
import { knows, onLanguage, text, time } from './language.js';
import { ask } from './server.js';

const LIST = 'sunpress.recent';
const MOST = 20;
let jobs = read();
let opened = () => {};

function read() {
  try {
    const list = JSON.parse(stored(localStorage, LIST) ?? '[]');
    const sound = (job) => typeof job?.id === 'string' && Number.isFinite(job.at);
    return Array.isArray(list) ? list.filter(sound).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a code on top of the list, or notes what became of it. */
export function remember(code, wanted) {
  const known = jobs.find((job) => job.id === code.id);
  const job = { ...known, ...code, page: wanted.page, scene: wanted.scene, at: known?.at ?? Date.now() };
  jobs = [job, ...jobs.filter((other) => other !== known)].slice(0, MOST);
  keep();
}

function keep() {
  store(localStorage, LIST, JSON.stringify(jobs));
  draw();
}

function draw() {
  byId('recent').replaceChildren(...jobs.map(row));
  byId('recent-none').hidden = jobs.length > 0;
  byId('recent-clear').hidden = jobs.length === 0;
}

function row(job) {
  const status = 'status.' + job.status;
  const show = element('button', { type: 'button', className: 'quiet' }, text('recent.show'));
  show.setAttribute('aria-label', text('recent.showOne', job.page, job.scene));
  show.addEventListener('click', () => opened(job, job));
  return element('li', {},
    element('span', { className: 'what' },
      element('span', { className: 'page' }, String(job.page)),
      element('span', { className: 'scene' }, String(job.scene)),
      element('time', { dateTime: new Date(job.at).toISOString() }, time(job.at))),
    element('span', { className: 'state ' + job.status }, knows(status) ? text(status) : String(job.status)),
    show);
}

/** Asks once what became of those that were not done when the page was left. */
async function refresh() {
  for (const job of jobs.filter((each) => each.status !== 'ready')) {
    const answer = await ask('v1/jobs/' + job.id);
    if (answer.ok && answer.body) {
      jobs = jobs.map((each) => (each.id === job.id ? { ...each, ...answer.body } : each));
    } else if (answer.status === 404) {
      jobs = jobs.map((each) => (each.id === job.id ? { ...each, status: 'unknown' } : each));
    } else {
      break;
    }
  }
  keep();
}

/** @param open shows a code of the list */
export function startRecent(open) {
  opened = open;
  draw();
  onLanguage(draw);
  byId('recent-clear').addEventListener('click', () => {
    jobs = [];
    keep();
    byId('recent-title').focus();
  });
  if (jobs.length > 0) refresh();
}
