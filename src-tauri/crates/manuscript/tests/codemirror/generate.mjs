// Random change sets, and what @codemirror/state and @codemirror/collab make of them.
// usage: node generate.mjs CASES > changes.json   (with both packages installed beside it)
import { ChangeSet, Text } from "@codemirror/state";
import { rebaseUpdates } from "@codemirror/collab";

let seed = 20261124;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 4294967296) * below);
};
const pieces = ["a", "bc", "d\ne", "\n", "😀", "é", "שלום", "x😀\n\ny", "👩‍👧", ""];
const some = () => pieces[random(pieces.length)];
const textOf = (string) => Text.of(string.split("\n"));
// A place that is not inside a surrogate pair.
const place = (string, at) => {
  const code = string.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at;
};
const change = (string) => {
  const specs = [];
  for (let count = random(3) + (random(4) ? 1 : 0); count > 0; count--) {
    const from = place(string, random(string.length + 1));
    const to = random(3) ? place(string, Math.min(string.length, from + random(5))) : from;
    specs.push({ from, to: Math.max(from, to), insert: some() });
  }
  return ChangeSet.of(specs, string.length);
};
const start = () => Array.from({ length: random(7) }, some).join("");
// As it comes over the wire.
const sent = (set) => ChangeSet.fromJSON(JSON.parse(JSON.stringify(set)));

const cases = [];
for (let index = 0; index < Number(process.argv[2]); index++) {
  const doc = start();
  const a = change(doc), b = change(doc);
  const after = a.apply(textOf(doc)).toString();
  const c = change(after);
  // A client's two updates against steps in between, some of them its own, received before.
  const over = [], mine = [];
  let text = doc;
  for (let n = random(4) + 1; n > 0; n--) {
    const set = change(text);
    mine.push({ clientID: "me", changes: sent(set) });
    text = set.apply(textOf(text)).toString();
  }
  let server = doc, received = 0;
  const retried = random(3) === 0 ? random(mine.length + 1) : 0;
  for (let n = random(5); n > 0; n--) {
    if (received < retried && random(2)) {
      const [own] = rebaseUpdates([...mine], over).slice(0, 1);
      over.push(own);
      server = own.changes.apply(textOf(server)).toString();
      received++;
    } else {
      const set = change(server);
      over.push({ clientID: "other", changes: sent(set) });
      server = set.apply(textOf(server)).toString();
    }
  }
  const wire = (updates) => updates.map((u) => ({ client: u.clientID, changes: u.changes.toJSON() }));
  const rebased = rebaseUpdates(mine, over);
  for (const update of rebased) server = update.changes.apply(textOf(server)).toString();
  cases.push({
    doc, a, b, c, after,
    ac: a.compose(c), ab: a.map(b), ab_before: a.map(b, true),
    ab_desc: a.desc.mapDesc(b.desc).toJSON(),
    mine: wire(mine), over: wire(over), rebased: wire(rebased), server,
  });
}
console.log("[\n" + cases.map((c) => JSON.stringify(c)).join(",\n") + "\n]");
