import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';

import type { Fix } from '../../wire/Fix';
import type { Problem } from '../../wire/Problem';
import { mark, MISSPELT } from './misspelt';

/** Marks in the page what the checks point at. What was overridden stands no more; each misspelt word is marked by itself. */
export function showProblems(view: EditorView, problems: Problem[], mend: (fix: Fix) => void): void {
  const { length } = view.state.doc;
  const found = problems.flatMap((problem): Diagnostic[] => {
    const { span, fix, check } = problem;
    if (!span || problem.overridden || problem.level === 'off' || check === 'spelling' || span.to > length) return [];
    return [
      {
        from: span.from,
        to: span.to,
        severity: problem.level === 'required' ? 'error' : 'warning',
        message: problem.message,
        actions: fix ? [{ name: fix.label, apply: () => mend(fix) }] : [],
      },
    ];
  });
  mark(view, ({ markClass }) => markClass === MISSPELT, found);
}
