import OpenAI from 'openai'
import { nanosOf } from '../../portal.ts'
import { expect, type Page } from '../test.ts'
import type { Words } from '../words.ts'

export interface Answered {
  text: string
  requestId: string
  /** `_cost` as exact nanos */
  cost: bigint
}

const costOf = (part: object): bigint | undefined => {
  const cost = (part as { _cost?: number })._cost
  return cost === undefined ? undefined : nanosOf(cost.toFixed(9))
}

/** Makes one call with the openai package, as the samples do. */
export async function ask(url: string, secret: string, model: string, stream: boolean): Promise<Answered> {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: secret, maxRetries: 0 })
  const messages = [{ role: 'user' as const, content: 'Explain the Fourier transform in one sentence' }]
  if (!stream) {
    const { data, response } = await client.chat.completions.create({ model, messages }).withResponse()
    return {
      text: data.choices[0]?.message.content ?? '',
      requestId: response.headers.get('x-request-id') ?? '',
      cost: costOf(data) ?? -1n,
    }
  }
  const { data, response } = await client.chat.completions
    .create({ model, messages, stream: true, stream_options: { include_usage: true } })
    .withResponse()
  const answered = { text: '', requestId: response.headers.get('x-request-id') ?? '', cost: -1n }
  for await (const chunk of data) {
    answered.text += chunk.choices[0]?.delta.content ?? ''
    answered.cost = costOf(chunk) ?? answered.cost
  }
  return answered
}

/** Finds the call by its request id, opens it, and repeats the arithmetic of its charge. */
export async function checkArithmetic(page: Page, t: Words, { requestId, cost }: Answered, multiplier: number) {
  await page.goto('/logs')
  await page.getByLabel(t('logs.requestId')).fill(requestId)
  const row = page.getByRole('table', { name: t('logs.title') }).locator('tbody tr')
  await expect(page).toHaveURL(new RegExp(requestId))
  await expect(row).toHaveCount(1)
  await row.click()
  const sum = page.locator('[data-slot=sheet] [data-slot=sum-table]')
  await expect(sum).toBeVisible()
  const cells = await Promise.all((await sum.locator('tbody tr').all()).map((line) => line.locator('td').allInnerTexts()))
  const number = (text: string | undefined) => Number((text ?? '').replace(/[^\d.]/g, ''))
  const lines = cells.slice(0, -2)
  expect(lines.length).toBeGreaterThanOrEqual(2)
  for (const [, units, price, amount] of lines) expect((number(units) * number(price)) / 1e6).toBeCloseTo(number(amount), 8)
  const total = lines.reduce((all, [, , , amount]) => all + number(amount), 0)
  expect(number(cells.at(-2)?.at(-1))).toBeCloseTo(total, 8)
  expect(number(cells.at(-1)?.at(-1))).toBe(multiplier)
  expect(total * multiplier).toBeCloseTo(Number(cost) / 1e9, 8)
  const charged = await sum.locator('tfoot td').last().locator('span').getAttribute('title')
  expect(nanosOf((charged ?? '').replace(/[^\d.]/g, ''))).toBe(cost)
  await expect(
    page.locator('[data-slot=sheet]').getByText(requestId).or(page.locator('[data-slot=sheet]').getByText('call_')),
  ).not.toHaveCount(0)
}
