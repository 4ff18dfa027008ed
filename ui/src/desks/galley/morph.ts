/** What belongs to the desk inside the frame, not to the page: never touched. */
const OURS = 'data-desk';

/**
 * Makes `live` equal to `next`, touching only what differs, so that pictures, scroll and unfolded parts stay as they are.
 * Children are paired by id, else by kind in order. Returns how many nodes were changed.
 */
export function morph(live: Element, next: Element): number {
  if (live.isEqualNode(next)) return 0;
  return attributes(live, next) + children(live, next);
}

function attributes(live: Element, next: Element): number {
  let changed = 0;
  for (const { name, value } of [...next.attributes]) {
    if (live.getAttribute(name) === value) continue;
    live.setAttribute(name, value);
    changed = 1;
  }
  for (const { name } of [...live.attributes]) {
    // What the reader of the galley unfolded stays unfolded.
    if (next.hasAttribute(name) || (name === 'open' && live.localName === 'details')) continue;
    live.removeAttribute(name);
    changed = 1;
  }
  return changed;
}

function children(live: Element, next: Element): number {
  const old = [...live.childNodes].filter((node) => !isOurs(node));
  const now = [...next.childNodes];
  let start = 0;
  while (start < old.length && start < now.length && isSame(old[start], now[start])) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    isSame(old[old.length - 1 - end], now[now.length - 1 - end])
  )
    end++;
  return between(live, old.slice(start, old.length - end), now.slice(start, now.length - end), old[old.length - end]);
}

/** Goes through what differs: equal nodes are kept, alike ones are changed in place, others put in or taken out. */
function between(parent: Element, old: ChildNode[], now: ChildNode[], after: ChildNode | undefined): number {
  let changed = 0;
  let at = 0;
  const anchor = after ?? [...parent.childNodes].find((node) => isOurs(node) && node.nextSibling === null) ?? null;
  for (const [index, wanted] of now.entries()) {
    const equal = old.findIndex((node, place) => place >= at && node.isEqualNode(wanted));
    // Looks ahead only as far as something was taken out; else a block that moved up would cost all between.
    if (equal >= at && equal - at <= Math.max(0, old.length - at - (now.length - index))) {
      for (; at < equal; at++) changed += remove(old[at]);
      at++;
      continue;
    }
    const here = old[at];
    const spare = old.length - at >= now.length - index;
    if (here && spare && isAlike(here, wanted)) {
      changed += become(here, wanted);
      at++;
    } else if (here && old.length - at > now.length - index) {
      changed += remove(here);
      const next = old[++at];
      if (next && isAlike(next, wanted)) {
        changed += become(next, wanted);
        at++;
      } else changed += insert(parent, wanted, next ?? anchor);
    } else changed += insert(parent, wanted, here ?? anchor);
  }
  for (; at < old.length; at++) changed += remove(old[at]);
  return changed;
}

function become(live: ChildNode, next: ChildNode): number {
  if (live.nodeType === Node.ELEMENT_NODE) return morph(live as Element, next as Element);
  if (live.nodeValue === next.nodeValue) return 0;
  live.nodeValue = next.nodeValue;
  return 1;
}

function insert(parent: Element, node: ChildNode, before: ChildNode | null): number {
  parent.insertBefore(parent.ownerDocument.importNode(node, true), before);
  return 1;
}

function remove(node: ChildNode | undefined): number {
  node?.remove();
  return 1;
}

function isSame(live: ChildNode | undefined, next: ChildNode | undefined): boolean {
  return live !== undefined && next !== undefined && live.isEqualNode(next);
}

function isAlike(live: ChildNode, next: ChildNode): boolean {
  if (live.nodeType !== next.nodeType) return false;
  if (live.nodeType !== Node.ELEMENT_NODE) return true;
  const [one, other] = [live as Element, next as Element];
  return one.localName === other.localName && one.namespaceURI === other.namespaceURI && one.id === other.id;
}

function isOurs(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).hasAttribute(OURS);
}
