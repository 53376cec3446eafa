import { textOf } from '../../fake-upstream/behaviour.ts'
import { expect, type Page } from '../test.ts'
import type { Words } from '../words.ts'

export const composer = (page: Page, t: Words) => page.getByRole('textbox', { name: t('chat.message'), exact: true })
export const answers = (page: Page) => page.locator('[data-slot=chat-answer]')
export const send = (page: Page, t: Words) => page.getByRole('button', { name: t('chat.send'), exact: true })
/** How the fake upstream's words look on the page. */
export const spoken = (pieces: number) => textOf(pieces).trim()

export async function chooseModel(page: Page, id: string) {
  await page.locator('[data-slot=model-switcher]').click()
  await page.getByRole('option', { name: id }).click()
  await expect(page.locator('[data-slot=model-switcher]')).toContainText(id)
}

export async function say(page: Page, t: Words, words: string) {
  await composer(page, t).fill(words)
  await composer(page, t).press('Enter')
  await expect(page.locator('[data-slot=chat-bubble]').filter({ hasText: words })).toBeVisible()
}

/** Stops an answer, asks for another, reloads in the middle, changes the model, and opens the reasoning. */
export async function useThePlayground(page: Page, t: Words) {
  await page.goto('/chat')
  await chooseModel(page, 'qwen3-max')
  await say(page, t, 'How does a garden grow?')
  await expect(page).toHaveURL(/\/chat\/\w+/)
  const answer = answers(page).last()
  await expect(answer).toContainText(spoken(6)) // The answer is still being written …
  await page.getByRole('button', { name: t('chat.stop'), exact: true }).click()
  await expect(answer).toContainText(t('chat.stopped'))
  await expect(answer).not.toContainText(spoken(120)) // … so it is not complete.
  await expect(answer.locator('[data-slot=chat-facts]')).toContainText('¥') // The facts below it name the charge.
  await expect(page).toHaveTitle(/^How does a garden grow/)

  await chooseModel(page, 'deepseek-v3.2')
  await page.getByRole('button', { name: t('chat.again') }).click()
  await expect(answer.locator('[data-slot=chat-facts]')).toContainText('deepseek-v3.2')
  await expect(answer).toContainText(spoken(24))
  await expect(send(page, t)).toBeVisible()

  await chooseModel(page, 'glm-5.1')
  await say(page, t, 'And in winter?')
  await expect(answers(page)).toHaveCount(2)
  await expect(answers(page).last()).toContainText(spoken(6))
  await page.reload()
  await expect(answers(page)).toHaveCount(2)
  await expect(answers(page).last()).toHaveAttribute('aria-busy', 'true')
  await expect(answers(page).last()).toContainText(spoken(80))
  await expect(send(page, t)).toBeVisible()

  await chooseModel(page, 'deepseek-r1')
  await say(page, t, 'Think about it')
  const thought = answers(page).last().locator('[data-slot=chat-reasoning]')
  await expect(thought.getByRole('button')).toHaveAttribute('aria-expanded', 'true')
  await expect(answers(page).last()).toContainText(spoken(24))
  await expect(thought.getByRole('button')).toHaveAttribute('aria-expanded', 'false')
  await thought.getByRole('button').click()
  await expect(thought.locator('[data-slot=chat-reasoning-text]')).toContainText('garden')
  await expect(answers(page).last().locator('[data-slot=chat-facts]')).toContainText('deepseek-r1')
}
