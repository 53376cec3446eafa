import { modelCount, models, research } from './stand.ts'
import { expect, giveSession, newMember, test } from './test.ts'

const rows = 'tbody tr'

test('a visitor finds a model by words, kind and price, and the address keeps what was chosen', async ({ page, t }) => {
  await page.goto('/models')
  const table = page.getByRole('table', { name: t('models.title') })
  await expect(table.locator(rows)).toHaveCount(modelCount)
  await page.getByPlaceholder(t('models.search')).fill('qwen')
  await expect(table.locator(rows)).toHaveCount(1)
  await expect(page).toHaveURL(/q=qwen/)
  await page.getByRole('button', { name: t('models.price'), exact: true }).click()
  await page.getByRole('menuitemradio', { name: t('models.bands.free') }).click()
  await expect(page.getByText(t('common.emptyFiltered'))).toBeVisible()
  await page.reload()
  await expect(page.getByText(t('common.emptyFiltered'))).toBeVisible()
  await page.getByRole('button', { name: t('common.clearFilters') }).click()
  await expect(table.locator(rows)).toHaveCount(modelCount)
})

test('prices are shown per million and per thousand, and sorted by either end', async ({ page, t }) => {
  await page.goto('/models')
  const row = page.locator(rows).filter({ hasText: 'qwen3-max' })
  await expect(row).toContainText('1.20')
  await page.getByRole('radio', { name: t('models.scales.1k') }).click()
  await expect(row).toContainText('0.0012')
  await page.getByRole('button', { name: new RegExp(`^${t('models.input')} `) }).click()
  await page.getByRole('button', { name: new RegExp(`^${t('models.input')} `) }).click()
  await expect(page.locator(rows).first()).toContainText('deepseek-r1')
  await expect(page).toHaveURL(/unit=1k.*sort=-input|sort=-input.*unit=1k/)
  await row.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/models\/qwen3-max\?unit=1k$/)
  await expect(page.getByRole('cell', { name: '0.0012' }).first()).toBeVisible()
})

test('the list is there before any script has run', async ({ page, stand }) => {
  const html = await (await page.request.get(`${stand.atrium.url}/models`)).text()
  for (const { id } of models) expect(html).toContain(id)
})

test('an id with slash and colon has a page, an alias leads to it, and its sample is of its kind', async ({ page, t }) => {
  await page.goto('/models/bge-m3')
  await expect(page).toHaveURL(/\/models\/hepai\/bge-m3(:|%3A)latest$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('hepai/bge-m3:latest')
  await expect(page.locator('pre:visible')).toContainText('/v1/embeddings')
  await expect(page.getByRole('link', { name: t('models.detail.tryChat') })).toHaveCount(0)
})

test('a model that is given up says so, and names the one to use instead', async ({ page, t }) => {
  await page.goto('/models/glm-5.1')
  await expect(page.locator('main').getByText(t('models.deprecated'), { exact: true })).toBeVisible()
  await expect(page.locator('[data-slot=note]')).toContainText('2099-01-01')
  await page.locator('[data-slot=note]').getByRole('link', { name: 'qwen3-max' }).click()
  await expect(page).toHaveURL(/\/models\/qwen3-max$/)
})

test('a model of some groups is there for them alone, at their price', async ({ page, context, stand }) => {
  const { url } = stand.atrium
  const id = 'lab/only:1'
  await stand.owner.post('/api/admin/models', { id, groups: [research.name], price: { perPage: '0.3' }, mode: 'tool' })
  const address = `${url}/models/${id}`
  expect((await page.request.get(address)).status()).toBe(404)
  expect(await (await page.request.get(`${url}/models`)).text()).not.toContain(id)
  const outsider = await newMember(url)
  await giveSession(context, url, outsider)
  expect((await page.request.get(address)).status()).toBe(404)
  const insider = await newMember(url)
  expect((await stand.owner.send('PATCH', `/api/admin/users/${insider.userId}`, { group: research.name })).status).toBe(200)
  await giveSession(context, url, insider)
  await page.goto(address)
  await expect(page.getByRole('cell', { name: '0.30' })).toBeVisible()
  await expect(page.getByRole('cell', { name: '0.15' })).toBeVisible()
})

test('“try in chat” leads through the login to a conversation with the model', async ({ page, stand, t }) => {
  const { username, password } = await newMember(stand.atrium.url)
  await page.goto('/models/qwen3-max')
  await page.getByRole('link', { name: t('models.detail.tryChat') }).click()
  await page.getByLabel(t('auth.usernameOrEmail'), { exact: true }).fill(username)
  await page.getByLabel(t('common.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: t('auth.signIn'), exact: true }).click()
  await expect(page).toHaveURL(/\/chat\?model=qwen3-max$/)
  await expect(page.locator('[data-slot=model-switcher]')).toContainText('qwen3-max')
})
