import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalog, reloadCatalog } from '@/lib/catalog/catalog'
import { saveModel } from '@/lib/catalog/edit/save-model'
import { pool } from '@/lib/db/pool'
import { docx, pdf } from '@/tests/documents'
import { type Gateway, startGateway, type TestCaller, told } from '@/tests/gateway'
import { unit } from '@/tests/ledger'

let gateway: Gateway
let caller: TestCaller

beforeAll(async () => {
  gateway = await startGateway()
  caller = await gateway.caller()
  await change('hepai/mineru', { price: { perPage: '0.5', perRequest: '0.25' } })
})
afterAll(async () => {
  const { rows } = await pool().query('select id from open_holds')
  expect(rows).toEqual([])
  await gateway.stop()
})

async function change(id: string, input: object) {
  await saveModel({ by: { id: null, role: 'owner' }, id, input })
  await reloadCatalog()
}

const line = 'Some text that is longer than what stands above it.'
const three = pdf([['Title', line], ['Two'], ['Three']])
const text = `# Title\n\n${line}\n\n# Two\n\n# Three`
const gate = (kwargs: object, model = 'hepai/markitdown', from = caller) =>
  gateway.post(from, { kwargs }, { path: `/apiv2/worker/unified_gate/?model=${model}&function=interface` })
const form = (fill: (form: FormData) => void, path: string, from = caller) => {
  const body = new FormData()
  fill(body)
  return fetch(gateway.url + path, { method: 'POST', headers: { authorization: `Bearer ${from.secret}` }, body })
}
const upload = async (bytes: Buffer, name: string, from = caller): Promise<string> => {
  const answer = await form((each) => each.set('file', new Blob([new Uint8Array(bytes)]), name), '/apiv2/files', from)
  return (await answer.json()).id
}
const base64 = three.toString('base64')

describe('a task', () => {
  const call = (name: string, body: object, from = caller, model = 'hepai/mineru-2.5') =>
    gateway.post(from, body, { path: `/apiv2/worker/unified_gate/?model=${model}&function=${name}` })

  it('is handed in, asked for and fetched, and its result is a file of the store', async () => {
    const kwargs = { file_id: await upload(three, 'my paper.pdf'), options: null, idempotency_key: null }
    const answer = await call('submit', { kwargs })
    const task = await answer.json()
    expect(task).toMatchObject({ id: expect.stringMatching(/^task-[0-9a-f]{32}$/), model: 'hepai/mineru-2.5', status: 'succeeded' })
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ pages: 3, charge: (7n * unit) / 4n })
    expect(await (await call('status', { args: [task.id] })).json()).toMatchObject({ id: task.id, status: 'succeeded' })
    expect(await (await call('cancel', { args: [task.id] })).json()).toMatchObject({ status: 'succeeded' })
    const result = await (await call('result', { args: [task.id] })).json()
    expect(result).toMatchObject({ task_id: task.id, markdown: text, artifacts: [], metadata: { markdown_filename: 'my paper.md' } })
    const stranger = await gateway.caller()
    for (const [from, id] of [
      [stranger, task.id],
      [caller, kwargs.file_id.replace('file-', 'task-')],
      [caller, 'task-1'],
      [caller, 7],
    ] as const)
      expect(await told(call('result', { args: [id] }, from))).toMatchObject({ status: 404, param: 'task_id' })
  })

  it('is the same when it is handed in again with its key, and paid once', async () => {
    const kwargs = { file_id: await upload(three, 'x.pdf'), idempotency_key: 'paper-1' }
    const payer = await gateway.caller({ cash: 2n * unit })
    kwargs.file_id = await upload(three, 'x.pdf', payer)
    const [first, second] = await Promise.all([call('submit', { kwargs }, payer), call('submit', { kwargs }, payer)])
    expect((await first.json()).id).toBe((await second.json()).id)
    const other = { ...kwargs, options: { a: 1 } }
    expect(await told(call('submit', { kwargs: other }, payer))).toMatchObject({ status: 409, code: 'idempotency_conflict' })
    expect(await told(call('submit', { kwargs: { ...kwargs, idempotency_key: 7 } }, payer))).toMatchObject({ status: 400 })
  })
})

describe('the document tools', () => {
  it('are there on a fresh installation, under the names that the clients know', async () => {
    const answer = await fetch(`${gateway.url}/apiv2/models`, { headers: { authorization: `Bearer ${caller.secret}` } })
    const ids = ((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['hepai/markitdown', 'hepai/mineru', 'hepai/mineru-2.5']))
    for (const name of ids.filter((id) => id.startsWith('hepai/'))) {
      const info = await gateway.post(caller, { model_name: name }, { path: '/apiv2/worker/get_worker_info' })
      expect(await info.json()).toMatchObject({
        type: 'actuator',
        resource_info: [{ model_name: name, model_functions: expect.arrayContaining(['interface', 'get_info', '__call__']) }],
      })
    }
  })

  it.each<[string, () => Promise<object> | object]>([
    ['file_base64', () => ({ file_base64: base64, suffix: 'pdf', file_name: 'x.pdf', api_key: 'sk-mine', timeout: 60 })],
    ['pdf_base64', () => ({ pdf_base64: base64 })],
    ['pdfbin', () => ({ pdfbin: base64, stream: false, timeout: 60 })],
    ['an address of data', () => ({ content: `data:application/pdf;base64,${base64}` })],
    ['file_id', async () => ({ file_id: await upload(three, 'x.pdf'), file_base64: null })],
    ['a preview of our own store', async () => ({ url: `https://chat.example.org/apiv2/files/${await upload(three, 'x.pdf')}/preview` })],
  ])('take a document as %s and answer with its text alone', async (_, kwargs) => {
    const answer = await gate(await kwargs())
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await answer.json()).toBe(text)
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({
      endpoint: 'documents',
      model: 'hepai/markitdown',
      status: 200,
      pages: 3,
      requests: 1,
      charge: 0n,
      estimated: false,
      upstream: 'document-tools',
    })
  })

  it('take a file of a form, and one argument without its name', async () => {
    const path = '/apiv2/worker/unified_gate/?model=hepai/markitdown&function=interface'
    const inForm = await form((each) => {
      each.set('kwargs[suffix]', 'docx')
      each.set('kwargs[options][a]', '1')
      each.set('file', new Blob([new Uint8Array(docx(['hello']))]), 'upload')
    }, path)
    expect(await inForm.json()).toBe('hello')
    expect(await (await gateway.post(caller, { args: [base64, 'pdf'] }, { path })).json()).toBe(text)
  })

  it('send the text as an event where a stream was asked for', async () => {
    const answer = await gate({ file_base64: base64, stream: true })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(await answer.text()).toBe(`data: ${JSON.stringify(text)}\n\ndata: [DONE]\n\n`)
  })

  it('cost what their pages cost, and no more than was held', async () => {
    const answer = await gate({ file_base64: base64 }, 'hepai/mineru')
    expect(answer.headers.get('x-atrium-charge')).toBe('1.75')
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ pages: 3, charge: (7n * unit) / 4n })
    const alias = await gate({ file_base64: docx(['hello']).toString('base64') }, 'hepai/mineru-2.5')
    expect(await gateway.record(alias.headers.get('x-request-id'))).toMatchObject({
      model: 'hepai/mineru-2.5',
      pages: 1,
      charge: (3n * unit) / 4n,
    })
    const poor = await gateway.caller({ cash: unit })
    expect(await told(gate({ file_base64: base64 }, 'hepai/mineru', poor))).toMatchObject({ status: 402, code: 'insufficient_quota' })
    const exact = await gateway.caller({ cash: (7n * unit) / 4n })
    expect((await gate({ file_base64: base64 }, 'hepai/mineru', exact)).status).toBe(200)
  })

  it('cost nothing for a document that cannot be read, and say why', async () => {
    const answer = await gate({ file_base64: pdf([[], []]).toString('base64') }, 'hepai/mineru')
    const json = (await answer.json()) as { error: { message: string; param: string }; detail: string }
    expect([answer.status, json.error.param]).toEqual([400, 'file'])
    expect(json.detail).toContain('no text recognition')
    expect(await gateway.record(answer.headers.get('x-request-id'))).toMatchObject({ status: 400, charge: 0n })
  })

  it.each<[object, number, string]>([
    [{}, 400, 'file'],
    [{ file: 'not base64!' }, 400, 'file'],
    [{ file_base64: 7 }, 400, 'file_base64'],
    [{ file_base64: '' }, 400, 'file_base64'],
    [{ file_base64: '%%%' }, 400, 'file_base64'],
    [{ file_base64: '===' }, 400, 'file_base64'],
    [{ file: { bytes: null } }, 400, 'file'],
    [{ file: { bytes: 'text', filename: 7 } }, 400, 'file'],
    [{ file: [{ bytes: [1] }] }, 400, 'file'],
    [{ file_base64: base64, stream: 'maybe' }, 400, 'stream'],
    [{ file_base64: base64, suffix: 7 }, 400, 'suffix'],
    [{ file_id: 7 }, 400, 'file_id'],
    [{ file_id: 'file-00000000000000000000000000000000' }, 404, 'id'],
    [{ file_base64: Buffer.from('%PDF-1.4 broken').toString('base64') }, 400, 'file'],
    [{ url: 'ftp://example.org/a.pdf' }, 400, 'url'],
    [{ url: 'http://127.0.0.1:1/a.pdf' }, 400, 'url'],
    [{ url: 'http://[::1]/a.pdf' }, 400, 'url'],
    [{ url: 'http://2130706433/a.pdf' }, 400, 'url'],
    [{ url: 'http://localhost/a.pdf' }, 400, 'url'],
    [{ url: 'http://169.254.169.254/latest/meta-data' }, 400, 'url'],
    [{ url: 'http://10.1.2.3/a.pdf' }, 400, 'url'],
    [{ url: 'http://100.100.100.200/a.pdf' }, 400, 'url'],
    [{ url: 'http://[::ffff:192.168.0.1]/a.pdf' }, 400, 'url'],
  ])('refuse %j', async (kwargs, status, param) => {
    expect(await told(gate(kwargs))).toMatchObject({ status, param })
  })

  it('refuse a million blanks that are no base64 without holding up everybody else', async () => {
    const began = process.cpuUsage()
    expect(await told(gate({ file_base64: `A${' '.repeat(1_000_000)}!` }))).toMatchObject({ status: 400, param: 'file_base64' })
    expect(await told(gate({ file_base64: `A${'='.repeat(1_000_000)}!` }))).toMatchObject({ status: 400, param: 'file_base64' })
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(5000)
    expect(await (await gate({ file_base64: `${base64}\r\n \n` })).json()).toBe(text)
  }, 20_000)

  it('load only so much at once for one user from the file store, whatever became of the calls', async () => {
    const owner = await gateway.caller()
    const [small, large] = [await upload(three, 'x.pdf', owner), await upload(Buffer.from([0, 1, 2, 3]), 'x.bin', owner)]
    await pool().query(
      `insert into file_chunks (file_id, place, content)
       select $1, place, decode(repeat('00', 1024 * 1024), 'hex') from generate_series(0, 59) place
       on conflict (file_id, place) do update set content = excluded.content`,
      [large],
    )
    await pool().query('update files set bytes = 60 * 1024 * 1024 where id = $1', [large])
    const statuses = await Promise.all(
      Array.from({ length: 4 }, async () => (await gate({ file_id: large }, 'hepai/markitdown', owner)).status),
    )
    expect(statuses.toSorted()).toEqual([400, 429, 429, 429])
    expect((await gate({ file_id: small }, 'hepai/markitdown', owner)).status).toBe(200)
  })

  it("never read somebody else's file by its id, nor chat", async () => {
    const id = await upload(three, 'x.pdf')
    const other = await gateway.caller()
    expect(await told(gate({ file_id: id }, 'hepai/markitdown', other))).toMatchObject({ status: 404, code: 'file_not_found' })
    const messages = [{ role: 'user', content: 'hello' }]
    expect(await told(gateway.post(caller, { model: 'hepai/markitdown', messages }))).toMatchObject({ status: 400, param: 'model' })
    expect(await told(gate({ file_base64: base64 }, 'eliza'))).toMatchObject({ status: 400, param: 'model' })
  })

  it('are gone when an operator switches them off', async () => {
    await change('hepai/markitdown', { enabled: false })
    expect(catalog().models.get('hepai/markitdown')?.enabled).toBe(false)
    expect((await gate({ file_base64: base64 })).status).toBeGreaterThanOrEqual(400)
    expect((await gateway.post(caller, { model_name: 'hepai/markitdown' }, { path: '/apiv2/worker/get_worker_info' })).status).toBe(404)
    await change('hepai/markitdown', { enabled: true })
  })
})
