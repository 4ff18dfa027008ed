// What a person at the desk does with hands and eyes, in a Playwright page.

/** Whoever opens the desk first says who sits there: by the beginning of the name and Enter. */
export async function sit(page, name) {
  await page.getByRole('searchbox', { name: 'Find a name' }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await seated(page, name);
}

/** Someone else takes the seat: `g p`, the name, Enter. */
export async function sitInstead(page, name) {
  await page.getByRole('searchbox', { name: 'Find a name' }).or(page.getByRole('contentinfo')).first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await sit(page, name);
}

async function seated(page, name) {
  await page.getByRole('button', { name: new RegExp(`^${name}.*sits here`) }).waitFor();
}

/** The queue, with its first rows. */
export async function queue(page) {
  await page.getByRole('grid', { name: 'Articles' }).waitFor();
  await page.locator('[role=row][data-index]').first().waitFor();
}

export function row(page, slug) {
  return page.locator('[role=row][data-index]', { has: page.locator('code', { hasText: new RegExp(`^${slug}$`) }) });
}

/** Puts the queue on an article by the pointer: on its status, since the headline leads to the article itself. */
export function choose(page, slug) {
  return row(page, slug).locator('.status .label').click();
}

/** Puts the queue on an article by the keyboard alone. A queue that has just come back may still be listing itself anew. */
export async function walkTo(page, slug) {
  await queue(page);
  const current = () => page.locator('.row.current code').first().textContent();
  for (let walk = 0; walk < 8; walk += 1) {
    await page.keyboard.press('Home');
    const first = page.locator('[role=row][data-index="0"].current');
    if (!(await first.waitFor({ timeout: 2000 }).then(() => true, () => false))) continue;
    for (let steps = 0; steps < 60; steps += 1) {
      const here = await current();
      if (here === slug) return;
      await page.keyboard.press('j');
      const moved = await page
        .waitForFunction((before) => document.querySelector('.row.current code')?.textContent !== before, here, {
          timeout: 3000,
        })
        .catch(() => undefined);
      if (!moved) break;
    }
  }
  throw new Error(`the queue has no “${slug}”`);
}

/** The document of the galley, once it shows that text. */
export function galleyShows(page, text, timeout = 10_000) {
  return page.waitForFunction(
    (wanted) =>
      document
        .querySelector('iframe[title="The article in the house layout"]')
        ?.contentDocument?.body?.textContent.includes(wanted),
    text,
    { timeout },
  );
}

export function manuscript(page) {
  return page.locator('.cm-content');
}

/** Fonts are there, pictures are there, nothing moves. */
export async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const pictures = [...document.images, ...[...document.querySelectorAll('iframe')].flatMap((frame) => [...(frame.contentDocument?.images ?? [])])];
    await Promise.all(pictures.filter(({ loading }) => loading !== 'lazy').map((picture) => picture.decode().catch(() => undefined)));
  });
  await page.waitForTimeout(250);
}
