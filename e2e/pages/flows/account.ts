import { expect, newName, type Page, passwordOfAll } from '../test.ts'
import type { Words } from '../words.ts'

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

/** Registers after making every mistake once. Nothing that was typed may be lost. Returns the name. */
export async function registerWithMistakes(page: Page, t: Words, taken: string): Promise<string> {
  const [name, password, again, email] = ['auth.username', 'common.password', 'auth.again', 'auth.email'].map((key) => field(page, t(key)))
  if (!name || !password || !again || !email) throw new Error('unreachable')
  const submit = page.locator('form').getByRole('button', { name: t('auth.register'), exact: true })
  const address = `${newName('mail')}@example.edu.cn`
  await name.fill(taken)
  await password.fill(passwordOfAll)
  await again.fill('something else')
  await email.fill(address)
  await submit.click()
  await expect(page.getByText(t('auth.mismatch'))).toBeVisible()
  await expect(again).toHaveAttribute('aria-invalid', 'true')
  await expect(name).toHaveValue(taken)

  await again.fill(passwordOfAll)
  await submit.click()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('[data-slot=field-error]')).toContainText(t('errors.username_taken'))
  for (const [control, kept] of [
    [name, taken],
    [password, passwordOfAll],
    [again, passwordOfAll],
    [email, address],
  ] as const)
    await expect(control).toHaveValue(kept)

  const free = newName('student')
  await name.fill(free)
  await submit.click()
  await expect(page).toHaveURL(/\/dashboard/)
  return free
}

export async function changePassword(page: Page, t: Words, from: string, to: string) {
  await page.goto('/settings')
  const wrong = field(page, t('settings.currentPassword'))
  await wrong.fill('not my password')
  await field(page, t('settings.newPassword')).fill(to)
  await field(page, t('settings.newPasswordAgain')).fill(to)
  const change = page.getByRole('button', { name: t('settings.changePassword') })
  await change.click()
  await expect(wrong).toHaveAttribute('aria-invalid', 'true')
  await expect(field(page, t('settings.newPassword'))).toHaveValue(to)
  await wrong.fill(from)
  await change.click()
  await expect(page.getByText(t('settings.passwordChanged'))).toBeVisible()
}

export async function signOut(page: Page, t: Words) {
  await page.getByRole('button', { name: t('nav.userMenu') }).click()
  await page.getByRole('menuitem', { name: t('nav.signOut') }).click()
  await expect(page).toHaveURL((url) => url.pathname === '/')
}

export async function signIn(page: Page, t: Words, username: string, password: string) {
  await field(page, t('auth.usernameOrEmail')).fill(username)
  await field(page, t('common.password')).fill(password)
  await page
    .locator('form')
    .getByRole('button', { name: t('auth.signIn'), exact: true })
    .click()
}
