/** The ages that are counted, as the desk counts them, with the filters that find them. */
export const AGES: readonly { label: string; filter: string }[] = [
  { label: 'Under a day', filter: 'age:<1d' },
  { label: '1 to 3 days', filter: 'age:>=1d age:<3d' },
  { label: '3 to 7 days', filter: 'age:>=3d age:<7d' },
  { label: 'Over a week', filter: 'age:>=7d' },
];

/** The term of a filter that finds somebody's articles, or those that are nobody's. */
export const whose = (term: 'by' | 'editor', name: string | undefined): string =>
  name === undefined ? `${term}:none` : `${term}:"${name.replaceAll('"', '')}"`;
