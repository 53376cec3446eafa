import { expect, type Page } from '../test.ts'
import type { Words } from '../words.ts'

/** An operator creates one code in the browser, which shows it only now. */
export async function makeCode(page: Page, t: Words, amount: string): Promise<string> {
  await page.goto('/admin/codes')
  await page
    .getByRole('button', { name: t('adminCodes.create') })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: t('adminCodes.create') })
  await dialog.getByLabel(t('adminCodes.name'), { exact: true }).fill('Machine learning, autumn')
  await dialog.getByLabel(t('adminCodes.amountEach'), { exact: true }).fill(amount)
  await dialog.locator('button[type="submit"]').click()
  const made = page.getByRole('dialog', { name: t('adminCodes.made', { count: 1 }) })
  const code = (await made.locator('pre').innerText()).trim()
  await made.getByRole('button', { name: t('adminCodes.kept') }).click()
  await expect(page.getByRole('table', { name: t('adminCodes.title') })).toContainText('Machine learning, autumn')
  await expect(page.getByText(code)).toHaveCount(0)
  return code
}

/** A wrong code stays in its field with the reason; the right one counts once. */
export async function redeem(page: Page, t: Words, code: string) {
  await page.goto('/wallet')
  const field = page.getByLabel(t('wallet.code'), { exact: true })
  const submit = page.getByRole('button', { name: t('wallet.redeemNow') })
  await field.fill('ATR-NOT-A-CODE')
  await submit.click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveValue('ATR-NOT-A-CODE')
  await field.fill(` ${code.toLowerCase()} `)
  await submit.click()
  await expect(field).toHaveValue('')
  await expect(entryRows(page, t).filter({ hasText: t('wallet.kind.code') })).toHaveCount(1)
}

export const entryRows = (page: Page, t: Words) => page.getByRole('table', { name: t('wallet.entries') }).locator('tbody tr')
