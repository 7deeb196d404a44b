// What is down, as the server itself says.
import { byId, element, keepDoing } from './dom.js';
import { knows, onLanguage, say, text } from './language.js';
import { ask } from './server.js';

const EVERY_MILLIS = 10_000;
let parts = [];

async function look() {
  const answer = await ask('actuator/health/readiness');
  const components = answer.body?.components;
  parts = components
    ? Object.entries(components).map(([name, part]) => ({
        name,
        up: part.status === 'UP',
        details: details(part),
      })).filter((part) => !part.up || part.details.length > 0)
    : [];
  say(byId('health-status'), told(answer, components));
  byId('health-status').className = answer.ok && parts.length === 0 ? 'good' : 'bad';
  draw();
}

function told(answer, components) {
  if (!components) return 'health.unreachable';
  if (!answer.ok) return 'health.down';
  return parts.length > 0 ? 'health.trouble' : 'health.up';
}

/** "reading: yes" is what the ledger says when all is well. */
function details(part) {
  return Object.entries(part.details ?? {})
    .filter(([name, value]) => !(name === 'reading' && value === 'yes'))
    .map(([name, value]) => name + ': ' + (typeof value === 'object' ? JSON.stringify(value) : value));
}

function draw() {
  byId('health').replaceChildren(...parts.map((part) => {
    const name = 'health.' + part.name;
    return element('li', {},
      element('span', { className: 'what' },
        element('span', { className: 'page' }, knows(name) ? text(name) : part.name),
        ...part.details.map((line) => element('span', { className: 'scene' }, line))),
      element('span', { className: 'state ' + (part.up ? 'delayed' : 'failed') },
        text(part.up ? 'health.ok' : 'health.notOk')));
  }));
}

export function startHealth() {
  keepDoing(look, EVERY_MILLIS);
  onLanguage(draw);
}
