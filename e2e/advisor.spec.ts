import { expect } from '@playwright/test';
import { expectAccessible, expectFitsWidth } from './assertions.ts';
import { test } from './fixtures.ts';
import { shoot } from './plan-steps.ts';

test.use({ persona: { suite: 'see', as: 'owner', scenario: 'contoso' } });

const pages = [
  ['a question', '/start?where=several', 'Should all of them have the same access?'],
  [
    'a recommendation',
    '/start/recommendation?where=several&share=same&before=yes&reach=secret&deploys=person',
    'Trade-offs in this estate',
  ],
  [
    'the set-up form',
    '/start/set-up?where=one&before=no&reach=secret&deploys=person',
    'What the code must reach',
  ],
] as const;

for (const [what, path, heading] of pages) {
  for (const width of [1440, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${what} is accessible and fits ${width} px, ${colorScheme}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        await expect(page.getByRole('heading', { name: heading })).toBeVisible();
        await expectAccessible(page);
        await expectFitsWidth(page);
      });
    }
  }
}

test('the questions are answered by keyboard alone, and Back takes an answer back', async ({ page }) => {
  await page.goto('/start');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Press 1 to 5 to choose')).toBeVisible();
  const question = page.getByRole('heading', { level: 2 }).first();
  await expect(async () => {
    await page.keyboard.press('1');
    await expect(question).toHaveText('Must access exist before the resource does?', { timeout: 1000 });
  }).toPass();
  await page.keyboard.press('2');
  await expect(question).toHaveText('What must your code reach?');
  await page.keyboard.press('5');
  await expect(question).toHaveText('Who creates these resources?');
  await page.goBack();
  await expect(question).toHaveText('What must your code reach?');
  await page.goto('/start/recommendation?where=one&before=no&reach=unknown&deploys=person');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Use a system-assigned identity');
  await expect(page.getByText('No Microsoft Entra directory role is needed.')).toBeVisible();
  await shoot(page, 'recommendation');
});
