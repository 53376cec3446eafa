import { modelCount } from '../stand.ts'
import { expect, type Page } from '../test.ts'
import type { Words } from '../words.ts'

/** Fills every field of the dialog, sends one wrong line and corrects it. Returns the secrets as the page shows them. */
export async function createKeysWithEverything(page: Page, t: Words, models: string[], group: string): Promise<string[]> {
  const dialog = page.getByRole('dialog', { name: t('keys.createTitle') })
  const field = (key: string) => dialog.getByLabel(t(key), { exact: true })
  await field('keys.name').fill('thesis')
  await dialog.getByRole('button', { name: t('common.more') }).click()
  await expect(field('keys.howMany')).toHaveValue('2')

  await dialog.getByText(t('keys.unlimited'), { exact: true }).click()
  await expect(field('keys.limit')).toBeDisabled()
  await dialog.getByText(t('keys.unlimited'), { exact: true }).click()
  await field('keys.limit').fill('2.5')
  await expect(field('keys.limitInUnits')).toHaveValue('1,250,000')
  await field('keys.limitInUnits').fill('1000000')
  await expect(field('keys.limit')).toHaveValue('2.00')

  await dialog.getByRole('radio', { name: t('keys.expiry.month') }).click()
  for (const model of models) {
    await field('keys.models').fill(model.slice(0, 8))
    await page.getByRole('option', { name: model, exact: true }).click()
  }
  await expect(dialog.getByText(t('keys.modelsChosen', { chosen: models.length, all: modelCount }))).toBeVisible()

  await field('limits.rpm').fill('60')
  await field('limits.concurrency').fill('4')

  await field('keys.group').click()
  await page.getByRole('option', { name: group }).click()
  await field('keys.allowedIps').fill('127.0.0.1\n10.119.4.300\n::1')
  await dialog.getByRole('button', { name: t('keys.createSubmit') }).click()
  await expect(dialog.getByText(t('keys.ip.octet', { line: 2, part: '300' }))).toBeVisible()
  await expect(dialog.locator('[data-wrong]')).toHaveText(/^2/)
  await expect(field('keys.name')).toHaveValue('thesis')

  await field('keys.allowedIps').fill('127.0.0.1\n10.119.4.0/24\n::1')
  await dialog.getByRole('button', { name: t('keys.createSubmit') }).click()
  const made = page.getByRole('dialog', { name: t('keys.createdMany', { count: 2 }) })
  await expect(made).toBeVisible()
  await expect(made.getByText(`${t('limits.rpm')} 60 · ${t('limits.concurrency')} 4`)).toBeVisible()
  return made.locator('[data-slot=secret] code').allInnerTexts()
}

/** Presses the button and reads the clipboard. */
export async function copySecret(page: Page, t: Words): Promise<string> {
  await page
    .getByRole('button', { name: t('keys.copySecret') })
    .first()
    .click()
  await expect(page.getByRole('button', { name: t('common.copied') })).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}
