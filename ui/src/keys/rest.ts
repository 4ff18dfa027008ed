/** Resolves once no key has gone down for so many milliseconds. */
export function atRest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const rested = () => {
      window.removeEventListener('keydown', again, true);
      resolve();
    };
    let timer = setTimeout(rested, milliseconds);
    function again() {
      clearTimeout(timer);
      timer = setTimeout(rested, milliseconds);
    }
    window.addEventListener('keydown', again, true);
  });
}
