// Small things that every part of the page needs.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; text is text, never markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** What a browser has kept; nothing where it keeps nothing. */
export function stored(where, name) {
  try {
    return where.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps something where the browser allows it; null forgets it. */
export function store(where, name, value) {
  try {
    if (value === null) where.removeItem(name);
    else where.setItem(name, value);
  } catch {
    // A private window may keep nothing: the page works without.
  }
}

/** Does it now, again and again while the page is seen, and when it is seen again. */
export function keepDoing(what, everyMillis) {
  let busy = false;
  const once = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      await what();
    } finally {
      busy = false;
    }
  };
  once();
  setInterval(once, everyMillis);
  document.addEventListener('visibilitychange', once);
  return once;
}

/** Resolves after a while, rejects when the signal says so. */
export function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
