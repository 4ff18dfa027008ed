// Times in milliseconds as a table: median, 95th and 99th percentile, and what is aimed at.

export function row(what, times, aim) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { what, median: at(0.5), p95: at(0.95), p99: at(0.99), aim };
}

export function print(title, rows) {
  const ms = (time) => (time === undefined ? '' : `${time.toFixed(1)} ms`);
  const wide = Math.max(52, ...rows.map(({ what }) => what.length));
  console.log(`${title.padEnd(wide)} ${'median'.padStart(11)} ${'p95'.padStart(11)} ${'p99'.padStart(11)} ${'aim'.padStart(9)}`);
  for (const { what, median, p95, p99, aim } of rows) {
    console.log(`${what.padEnd(wide)} ${ms(median).padStart(11)} ${ms(p95).padStart(11)} ${ms(p99).padStart(11)} ${ms(aim).padStart(9)}`);
  }
}
