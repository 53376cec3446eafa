import { answers, composer, send, spoken } from './flows/chat.ts'
import { expect, test } from './test.ts'

test('a reading of the conversation that began too early takes nothing from an answer or from the next question', async ({
  page,
  member,
  t,
}) => {
  expect(member.token).not.toBe('')
  await page.route(/\/api\/conversations\/conv_\w+$/, async (route) => {
    const read = await route.fetch()
    await new Promise((later) => setTimeout(later, 1500))
    await route.fulfill({ response: read })
  })
  await page.goto('/chat')
  const ask = async (words: string) => {
    await composer(page, t).fill(words)
    await composer(page, t).press('Enter')
  }
  await ask('first question')
  await expect(answers(page)).toContainText(spoken(24))
  await expect(send(page, t)).toBeVisible() // The answer is complete, and reading it again has just begun.
  await ask('second question')
  await expect(page.locator('[data-slot=chat-bubble]').nth(1)).toHaveText('second question')
  await expect(answers(page).nth(1)).toContainText(spoken(24))
  await page.waitForTimeout(4000) // Every reading has ended by then.
  await expect(page.locator('[data-slot=chat-bubble]')).toHaveText(['first question', 'second question'])
  for (const at of [0, 1]) await expect(answers(page).nth(at)).toContainText(spoken(24))
})
