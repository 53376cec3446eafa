import { answers, composer, spoken } from './flows/chat.ts'
import { modelCount } from './stand.ts'
import { expect, type Page, test } from './test.ts'

/** Presses Tab until the element is focused, as a person without a mouse has to. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>, key = 'Tab') {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('the keyboard does not get there')
}

test('a key is created with the keyboard alone', async ({ page, member, t }) => {
  await page.goto('/keys')
  expect((await member.get<{ keys: unknown[] }>('/api/keys')).keys).toHaveLength(0)
  await tabTo(page, page.getByRole('button', { name: t('keys.create') }).first())
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: t('keys.createTitle') })
  await tabTo(page, dialog.getByLabel(t('keys.name'), { exact: true }))
  await page.keyboard.type('by keyboard')
  await tabTo(page, dialog.getByRole('switch', { name: t('keys.unlimited') }))
  await page.keyboard.press('Space')
  await tabTo(page, dialog.getByRole('radio', { name: t('keys.expiry.never') }))
  await page.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('radio', { name: t('keys.expiry.hour') })).toBeChecked()
  await tabTo(page, dialog.getByLabel(t('keys.models'), { exact: true }))
  await page.keyboard.type('eliza')
  await expect(page.getByRole('option', { name: 'eliza' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(t('keys.modelsChosen', { chosen: 1, all: modelCount }))).toBeVisible()
  await tabTo(page, dialog.getByLabel(t('keys.name'), { exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: t('keys.createdOne', { name: 'by keyboard' }) })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const { keys } = await member.get<{ keys: { name: string; models: string[] }[] }>('/api/keys')
  expect(keys).toMatchObject([{ name: 'by keyboard', models: ['eliza'], spendLimit: null }])
})

test('a message is sent, and the model chosen, with the keyboard alone', async ({ page, member, t }) => {
  expect(member.token).not.toBe('')
  await page.goto('/chat')
  await expect(composer(page, t)).toBeFocused()
  await tabTo(page, page.locator('[data-slot=model-switcher]'))
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder(t('chat.searchModels'))).toBeFocused()
  await page.keyboard.type('v3.2')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-slot=model-switcher]')).toContainText('deepseek-v3.2')
  await tabTo(page, composer(page, t), 'Shift+Tab')
  await page.keyboard.type('first line')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('second line')
  await expect(composer(page, t)).toHaveValue('first line\nsecond line')
  await page.keyboard.press('Enter')
  await expect(answers(page).last()).toContainText(spoken(24))
  await expect(page.locator('[data-slot=chat-bubble]')).toHaveText('first line\nsecond line')
})

test('a second press of the button makes no second key', async ({ page, member, t }) => {
  await page.goto('/keys?create=1')
  const dialog = page.getByRole('dialog', { name: t('keys.createTitle') })
  await dialog.getByLabel(t('keys.name'), { exact: true }).fill('only one')
  // Two presses within one turn of the page, before it can render anything.
  await dialog.getByRole('button', { name: t('keys.createSubmit') }).evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await expect(page.getByRole('dialog', { name: t('keys.createdOne', { name: 'only one' }) })).toBeVisible()
  expect((await member.get<{ keys: unknown[] }>('/api/keys')).keys).toHaveLength(1)
})
