// Which language is shown: the browser's, until the visitor chooses the other one.
import { STRINGS } from './strings.js';
import { stored, store } from './dom.js';

const CHOICE = 'sunpress.language';
const changed = [];
let current = stored(localStorage, CHOICE) || (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
if (!STRINGS[current]) current = 'en';

/** What a request says in Accept-Language, and the page in lang. */
export const languageTag = () => (current === 'zh' ? 'zh-CN' : 'en');

/** A text; {0} and {1} are replaced by what is given. */
export function text(name, ...given) {
  const found = STRINGS[current][name] ?? name;
  return found.replace(/\{(\d)\}/g, (whole, number) => given[number] ?? '');
}

/** Whether there is such a text. */
export const knows = (name) => name in STRINGS[current];

/** The visitor's own English or Chinese, for dates: 22/11/2026 is 11/22/26 elsewhere. */
const region = () => (navigator.language.startsWith(current) ? navigator.language : languageTag());

export function time(instant) {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date(instant));
}

export function number(value, style) {
  return new Intl.NumberFormat(languageTag(), style).format(value);
}

/** Calls back whenever the language has changed. */
export const onLanguage = (callback) => changed.push(callback);

/** An element whose text follows the language; what was said before is forgotten. */
export function say(element, name, ...given) {
  element.dataset.text = name;
  element.dataset.given = JSON.stringify(given);
  element.textContent = text(name, ...given);
}

function translate() {
  document.documentElement.lang = languageTag();
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent =
      text(element.dataset.text, ...JSON.parse(element.dataset.given ?? '[]'));
  }
  const other = document.getElementById('language');
  other.textContent = text('language.other');
  other.lang = current === 'zh' ? 'en' : 'zh-CN';
  document.getElementById('line-color').setAttribute('aria-label', text('color.pick'));
}

export function startLanguage() {
  translate();
  document.getElementById('language').addEventListener('click', () => {
    current = current === 'zh' ? 'en' : 'zh';
    store(localStorage, CHOICE, current);
    translate();
    changed.forEach((callback) => callback());
  });
}
