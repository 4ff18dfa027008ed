/** Calls `act` once things have been quiet for `pause` milliseconds. */
export function debounced<A extends unknown[]>(pause: number, act: (...args: A) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return Object.assign(
    (...args: A) => {
      clearTimeout(timer);
      timer = setTimeout(() => act(...args), pause);
    },
    { cancel: () => clearTimeout(timer) },
  );
}
