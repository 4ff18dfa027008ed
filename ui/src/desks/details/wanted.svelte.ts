/** An attachment that gives the focus to the field somebody asked for: a check, most often. */
export function wanted(wish: () => { field: string; at: number } | undefined) {
  return (form: HTMLElement) => {
    $effect(() => {
      const field = wish()?.field;
      if (!field) return;
      const [whole] = field.split('.');
      const found =
        form.querySelector<HTMLElement>(`[data-field="${field}"]`) ??
        form.querySelector<HTMLElement>(`[data-field="${whole}"]`);
      found?.scrollIntoView({ block: 'center' });
      found?.focus();
    });
  };
}
