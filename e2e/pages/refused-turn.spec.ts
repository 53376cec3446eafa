import { answers, chooseModel, composer, spoken } from './flows/chat.ts'
import { adjust, expect, test } from './test.ts'

test('a question that the balance does not cover is not stored, stays in the composer, and goes when there is money', async ({
  page,
  member,
  stand,
  t,
}) => {
  await adjust(stand.owner, member.userId, '-5', 'grant')
  await page.goto('/chat')
  await chooseModel(page, 'deepseek-v3.2')
  await composer(page, t).fill('what a pity')
  await composer(page, t).press('Enter')
  await expect(page.locator('[data-slot=chat-fault]')).toContainText(t('errors.insufficient_quota'))
  await expect(composer(page, t)).toHaveValue('what a pity')
  await expect(page.locator('[data-slot=chat-bubble]')).toHaveCount(0)
  await page.reload()
  await expect(composer(page, t)).toHaveValue('what a pity')
  await expect(page.locator('[data-slot=chat-bubble]')).toHaveCount(0)

  await adjust(stand.owner, member.userId, '5', 'grant')
  await composer(page, t).press('Enter')
  await expect(answers(page)).toContainText(spoken(24))
  await expect(page.locator('[data-slot=chat-bubble]')).toHaveText(['what a pity'])

  await adjust(stand.owner, member.userId, '-4.999', 'grant')
  await composer(page, t).fill('a draft')
  await page.getByRole('button', { name: t('chat.again') }).click()
  await expect(page.locator('[data-slot=chat-fault]')).toContainText(t('errors.insufficient_quota'))
  await expect(answers(page)).toContainText(spoken(24))
  await expect(composer(page, t)).toHaveValue('a draft')
})
