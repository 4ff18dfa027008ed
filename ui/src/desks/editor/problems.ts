import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';

import type { Fix } from '../../wire/Fix';
import type { Problem } from '../../wire/Problem';

/** Marks in the page what the checks point at. What was overridden stands no more. */
export function showProblems(view: EditorView, problems: Problem[], mend: (fix: Fix) => void): void {
  const { length } = view.state.doc;
  const found = problems.flatMap((problem): Diagnostic[] => {
    const { span, fix } = problem;
    if (!span || problem.overridden || problem.level === 'off' || span.to > length) return [];
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
  view.dispatch(
    setDiagnostics(
      view.state,
      found.sort((one, other) => one.from - other.from),
    ),
  );
}
