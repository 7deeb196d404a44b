// Shows openapi.json as a page. It knows what our document uses of OpenAPI, and no more.
import { byId, element } from './dom.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const nameOf = (reference) => reference.split('/').pop();

/** Links, types and bounds of a schema, in one line. */
function kind(schema) {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return [element('a', { href: '#schema-' + name }, name)];
  }
  const choices = schema.oneOf ?? (schema.type ? undefined : schema.anyOf);
  if (choices) {
    return choices.flatMap((each, index) => (index ? [' or ', ...kind(each)] : kind(each)));
  }
  if (schema.items) return ['list of ', ...kind(schema.items)];
  const words = [];
  if ('const' in schema) words.push(JSON.stringify(schema.const));
  else if (schema.enum) words.push(schema.enum.map((each) => JSON.stringify(each)).join(' | '));
  else words.push([schema.type].flat().join(' or '));
  if (schema.format) words.push(schema.format);
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    words.push(`${schema.minLength ?? 0} to ${schema.maxLength ?? '∞'} characters`);
  }
  if (schema.minimum !== undefined || schema.maximum !== undefined) {
    words.push(`${schema.minimum ?? '−∞'} to ${schema.maximum ?? '∞'}`);
  }
  if (schema.pattern) words.push(schema.pattern);
  return [element('code', {}, words.join(', '))];
}

function members(schema) {
  if (schema.oneOf) return element('p', {}, 'One of: ', ...kind(schema));
  const list = element('dl');
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const needed = schema.required?.includes(name);
    list.append(
      element('dt', {}, element('code', {}, name), ' ',
        ...(needed ? [element('span', { className: 'needed' }, 'needed')] : [])),
      element('dd', {}, ...kind(member), ' ', member.description ?? ''));
    if (member.properties || member.additionalProperties) {
      list.append(element('dd', {}, members(member.additionalProperties ?? member)));
    }
  }
  return list;
}

const json = (value) => element('pre', { tabIndex: 0 }, element('code', {}, JSON.stringify(value, null, 2)));

function exampleRows(examples) {
  return Object.entries(examples ?? {}).map(([name, example]) =>
    element('details', {}, element('summary', {}, 'Example: ' + name), json(example.value)));
}

function contents(content) {
  return Object.entries(content ?? {}).flatMap(([type, media]) => [
    element('p', {}, element('code', {}, type), ' ', ...kind(media.schema)),
    ...exampleRows(media.examples),
  ]);
}

/** A command that repeats the first example. */
function curl(method, path, operation) {
  const media = operation.requestBody?.content['application/json'];
  const name = Object.keys(media?.examples ?? operation.parameters?.[0]?.examples ?? {})[0];
  let address = path;
  const words = ['curl -sS'];
  for (const parameter of operation.parameters ?? []) {
    const value = parameter.examples?.[name]?.value;
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, value ?? '…');
    else if (value) words.push(`-H '${parameter.name}: ${value}'`);
  }
  words.push("'" + new URL('.' + address, document.baseURI).href + "'");
  if (media) {
    const body = JSON.stringify(media.examples[name].value).replaceAll("'", "'\\''");
    words.push("-H 'Content-Type: application/json'", `-d '${body}'`);
  }
  return element('pre', { tabIndex: 0 }, element('code', {}, words.join(' \\\n  ')));
}

function answers(responses) {
  return Object.entries(responses).map(([status, response]) =>
    element('div', {},
      element('p', {}, element('span', { className: 'status' }, status), ' ', response.description),
      ...Object.entries(response.headers ?? {}).map(([name, header]) =>
        element('p', { className: 'hint' }, element('code', {}, name), ' ', header.description)),
      ...contents(response.content)));
}

function section(method, path, operation) {
  const made = element('section', { className: 'card', id: operation.operationId },
    element('h2', {}, operation.summary),
    element('p', { className: 'route' },
      element('span', { className: 'method ' + method }, method.toUpperCase()), path),
    element('p', {}, operation.description ?? ''));
  if (operation.parameters) {
    made.append(element('h3', {}, 'Parameters'));
    const list = element('dl');
    for (const parameter of operation.parameters) {
      list.append(
        element('dt', {}, element('code', {}, parameter.name), ' in ' + parameter.in + ' ',
          ...(parameter.required ? [element('span', { className: 'needed' }, 'needed')] : [])),
        element('dd', {}, ...kind(parameter.schema), ' ', parameter.schema.description ?? ''));
    }
    made.append(list);
  }
  if (operation.requestBody) {
    made.append(element('h3', {}, 'Body'), ...contents(operation.requestBody.content));
  }
  made.append(element('h3', {}, 'Try it'), curl(method, path, operation));
  made.append(element('h3', {}, 'Answers'), ...answers(operation.responses));
  return made;
}

function operations(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path, operation: item[method] })));
}

function contentsOf(title, links) {
  return [element('h2', {}, title),
    element('ul', {}, ...links.map(([id, name]) =>
      element('li', {}, element('a', { href: '#' + id }, name))))];
}

function show(api) {
  const all = operations(api);
  const schemas = Object.entries(api.components.schemas);
  byId('toc').append(
    ...api.tags.flatMap((tag) => contentsOf(tag.name, all
      .filter(({ operation }) => operation.tags.includes(tag.name))
      .map(({ method, path, operation }) => [operation.operationId, method.toUpperCase() + ' ' + path]))),
    ...contentsOf('schemas', schemas.map(([name]) => ['schema-' + name, name])));
  byId('content').replaceChildren(
    element('p', {}, api.info.description),
    ...all.map(({ method, path, operation }) => section(method, path, operation)),
    ...schemas.map(([name, schema]) =>
      element('section', { className: 'card', id: 'schema-' + name },
        element('h2', {}, name), element('p', {}, schema.description ?? ''), members(schema))));
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

const answer = await fetch('openapi.json').catch(() => null);
if (answer?.ok) show(await answer.json());
else byId('loading').textContent = 'openapi.json could not be read. Reload the page to try again.';
