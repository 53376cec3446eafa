import { type Person, type Stand, startStand } from '../stand.ts'
import { answers, composer, send } from './flows/chat.ts'
import { accessible, fitsSideways } from './inspect.ts'
import { test as base, expect, giveSession, settled } from './test.ts'

const fence = '```'
const code = `# the longest line is wider than any column: ${'x'.repeat(160)}\ndef area(radius: float) -> str:\n    return f"{3.14 * radius ** 2} m²"`
const answer = [
  '## Measured',
  '- [x] length\n- [ ] period',
  '$$\nE = mc^2\n$$',
  `| ${'a wide column | '.repeat(12)}\n| ${'--- | '.repeat(12)}\n| ${'0.013 | '.repeat(12)}`,
  `${fence}python\n${code}\n${fence}`,
  'See `uT/T` and [the source](https://example.org).',
].join('\n\n')

/** A conversation whose answer has everything that Markdown can show. */
const test = base.extend<object, { stand: Stand; person: Person; conversation: string }>({
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const stand = await startStand({ models: ['echo'] })
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  person: [async ({ stand }, use) => use(await stand.person()), { scope: 'worker' }],
  conversation: [
    async ({ person }, use) => {
      const { conversation } = await person.post<{ conversation: { id: string } }>('/api/conversations', {})
      await (await person.send('POST', `/api/conversations/${conversation.id}/turn`, { model: 'echo', text: answer })).text()
      await use(conversation.id)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ page, context, stand, person }, use) => {
    await giveSession(context, stand.atrium.url, person)
    await use(page)
  },
})

test('the button in the head of a code block copies the code', async ({ page, context, stand, conversation, t }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stand.atrium.url })
  await page.goto(`/chat/${conversation}`)
  const block = answers(page).getByRole('figure')
  await block.getByRole('button', { name: t('common.markdown.copyCode') }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  expect((await block.locator('pre').innerText()).trim()).toBe(code)
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 360])
    test(`axe finds nothing in an answer, ${colorScheme}, ${width}`, async ({ page, conversation, t }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`/chat/${conversation}`)
      await settled(page)
      await expect(answers(page).locator('.katex-display')).toBeVisible()
      await expect(answers(page).locator('pre [style*="color"]').first()).toBeVisible() // The colours are there.
      await expect(answers(page).getByRole('checkbox', { name: t('common.markdown.taskDone') })).toBeChecked()
      await accessible(page)
      await fitsSideways(page)
    })

test('on a small screen a long draft leaves the button that sends it in sight', async ({ page, conversation, t }) => {
  await page.setViewportSize({ width: 360, height: 640 })
  for (const path of ['/chat', `/chat/${conversation}`]) {
    await page.goto(path)
    await composer(page, t).fill('a long draft\n'.repeat(60))
    await expect(send(page, t)).toBeEnabled()
    await expect(send(page, t)).toBeInViewport({ ratio: 1 })
  }
})
