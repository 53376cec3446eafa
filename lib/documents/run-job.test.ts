import { deflateSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { docx, pageBreaks, pdf, pptx, stackedArchive, statedPages, xlsx } from '@/tests/documents'
import { documentLimits } from './job'
import { convertDocument, measureDocument } from './run-job'

const on = new AbortController().signal
const read = (bytes: Buffer | string, suffix = '') => convertDocument({ bytes: Buffer.from(bytes), suffix, owner: 1 }, on)
const measured = (bytes: Buffer, suffix = '') => measureDocument({ bytes, suffix, owner: 1 })

test.each<[string, Buffer | string, string, string, number]>([
  [
    'pdf',
    pdf([['Big title', 'A line of para-', 'graph that goes on.'], [], ['Next']]),
    '',
    '# Big title\n\nA line of paragraph that goes on.\n\n<!-- Page 2 holds no text. It may be a picture, which is not read here. -->\n\n# Next',
    3,
  ],
  [
    'docx',
    docx(
      ['Hello 世界', 'second'],
      [
        ['a|b', 'c'],
        ['1', '2'],
      ],
    ),
    '',
    'Hello 世界\n\nsecond\n\n| a\\|b | c |\n| - | - |\n| 1 | 2 |',
    1,
  ],
  ['pptx', pptx(['First', 'Second']), '', '<!-- Slide 1 -->\n\n# First\n\n<!-- Slide 2 -->\n\n# Second', 2],
  [
    'xlsx',
    xlsx([
      ['day', 'n|'],
      ['2024-05-01', '007'],
    ]),
    '',
    '## Data\n\n| day | n\\| |\n| --- | --- |\n| 2024-05-01 | 007 |',
    1,
  ],
  ['csv', 'name,no\n"a,b",00123\n', 'csv', '| name | no |\n| --- | --- |\n| a,b | 00123 |', 1],
  [
    'html',
    '<html><head><title>x</title></head><body><script>bad()</script><h2>Hi</h2><p><a href="javascript:bad()">no</a> <a href="https://a.org/">yes</a> <img src="data:x" alt="pic"></p></body></html>',
    '',
    '## Hi\n\nno [yes](https://a.org/) pic',
    1,
  ],
  ['json', '{"a":1}', 'json', '```json\n{"a":1}\n```', 1],
  ['text in an old encoding', Buffer.from('c4e3bac3', 'hex'), 'txt', '你好', 1],
])('%s is read', async (_, bytes, suffix, markdown, pages) => {
  expect(await read(bytes, suffix)).toEqual({ ok: true, markdown, pages })
})

test('is measured before it is read: by its pages, or by what may be in it', async () => {
  expect(await measured(pdf(Array.from({ length: 7 }, () => ['x'])))).toEqual({ ok: true, kind: 'pdf', pages: 7 })
  expect(await measured(Buffer.from('x'.repeat(6001)))).toEqual({ ok: true, kind: 'text', pages: 3 })
  expect(await measured(pdf(Array.from({ length: 1001 }, () => ['x'])))).toEqual({ ok: false, why: 'too_many_pages' })
  for (const document of [docx(['hello']), xlsx([['hello']])]) expect(await measured(document)).toMatchObject({ ok: true, pages: 1 })
})

const { written, rendered } = pageBreaks
const manyPages = Array.from({ length: 12 }, (_, at) => `page ${at}`)

test.each<[string, Buffer, number]>([
  ['nothing is stated', docx(['a', 'b']), 1],
  ['breaks by hand', docx([manyPages.join(written)]), 12],
  ['breaks where Word has put them', docx([manyPages.join(rendered)]), 12],
  ['both, of which one follows the other', docx([manyPages.join(written + rendered)]), 12],
  ['a stated number that says less', docx([manyPages.join(written)], [], statedPages('1')), 12],
  ['a stated number that says more', docx([manyPages.join(written)], [], statedPages('40')), 40],
  ['a stated number beyond all', docx(['a'], [], statedPages('999999999')), documentLimits.pages],
  ['a stated number that is none', docx(['a'], [], statedPages('many')), 1],
  ['more text than pages', docx(['word '.repeat(2000)], [], statedPages('1')), 4],
  ['slides of other names', pptx(['a', 'b', 'c'], '', (place) => `Folie_${place}`), 3],
  ['one slide that is shown again and again', pptx(Array(7).fill('a'), '', () => 'slide1'), 7],
])('pages are counted honestly, and at least as many are held for: %s', async (_, bytes, pages) => {
  expect(await read(bytes)).toMatchObject({ ok: true, pages })
  const most = await measured(bytes)
  expect(most.ok && most.pages).toBeGreaterThanOrEqual(pages)
})

test('very many half breaks take no time', async () => {
  const halves = docx(['x'], [], { 'word/document.xml': Buffer.from(`<w:document>${'<w:br '.repeat(3_000_000)}`) })
  expect(await measured(halves)).toMatchObject({ ok: true })
})

const entities = `<!DOCTYPE x [<!ENTITY a "lol">${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`).join('')}]>`
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

test.each<[string, Buffer | string, string, string]>([
  ['a scan', pdf([[], []]), '', 'no_text'],
  ['a picture', png, '', 'picture'],
  ['a picture by its name alone', Buffer.from([0, 1, 2, 3]), 'jpg', 'picture'],
  ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'doc', 'old_office'],
  ['a broken PDF', '%PDF-1.4\nnothing', '', 'broken'],
  ['a broken archive', Buffer.from('504b0304aabbccdd', 'hex'), 'docx', 'broken'],
  ['a program', Buffer.from('7f454c4600000000', 'hex'), '', 'unknown'],
  ['nothing but blanks', '  \n ', 'txt', 'no_text'],
  ['tags without end', '<div>'.repeat(300_000), 'html', 'broken'],
  [
    'an archive that unpacks to far more than it is',
    docx(['x'], [], { 'word/more.xml': Buffer.alloc(250 * 1024 * 1024, 'a') }),
    '',
    'too_large',
  ],
])('%s is refused', async (_, bytes, suffix, why) => {
  expect(await read(bytes, suffix)).toEqual({ ok: false, why })
})

test('an archive that announces less than is in it gets no more room than that', async () => {
  const bytes = docx(['x'.repeat(100_000)])
  // The size after unpacking, in the list of files at the end of the archive, of the one that is read.
  const place = bytes.lastIndexOf('word/document.xml') - 46 + 24
  bytes.writeUInt32LE(50, place)
  expect(await read(bytes)).toMatchObject({ ok: false })
})

test('files that lie on each other in an archive take all the room together that they take one by one', async () => {
  const bytes = stackedArchive('word/document.xml', Buffer.alloc(4 * 1024 * 1024, 'a'), 400)
  const before = process.memoryUsage().arrayBuffers
  expect(await measured(bytes)).toMatchObject({ pages: documentLimits.pages })
  expect(await read(bytes)).toEqual({ ok: false, why: 'too_large' })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 * 1024 * 1024)
})

test('a small PDF whose streams unpack to very much is given up before they fill the memory', async () => {
  const { outsideMebibytes } = documentLimits
  documentLimits.outsideMebibytes = 64
  const bytes = pdf([['x']], deflateSync(deflateSync(Buffer.alloc(768 * 1024 * 1024, ' '))))
  expect(bytes.length).toBeLessThan(10_000)
  expect(await read(bytes)).toEqual({ ok: false, why: 'too_large' })
  documentLimits.outsideMebibytes = outsideMebibytes
}, 60_000)

test('a table may have very many rows, and a code very many fences', async () => {
  const rows = 300_000
  expect(await read('a,b\n'.repeat(rows), 'csv')).toMatchObject({ ok: true, markdown: expect.stringMatching(/^\| a \| b \|\n/) })
  expect(await read('```\n'.repeat(1_000_000), 'json')).toMatchObject({ ok: true, markdown: expect.stringMatching(/^````json\n/) })
})

test('names that stand for more and more names are left as they are', async () => {
  const answer = await read(pptx(['&amp;&i;'], entities))
  expect(answer).toMatchObject({ ok: true, pages: 1 })
  expect(JSON.stringify(answer).length).toBeLessThan(1000)
})

test('the loop of the gateway goes on while a document is read, and nobody waits for one that is given up', async () => {
  const large = pdf(Array.from({ length: 300 }, (_, at) => Array.from({ length: 40 }, (_, line) => `page ${at} line ${line}`)))
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  expect(await read(large)).toMatchObject({ ok: true, pages: 300 })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(20)
  const gone = new AbortController()
  const given = convertDocument({ bytes: large, suffix: 'pdf', owner: 2 }, gone.signal)
  gone.abort()
  expect(await given).toEqual({ ok: false, why: 'too_slow' })
})

describe('the turns of users', () => {
  const long = pdf(Array.from({ length: 200 }, (_, at) => Array.from({ length: 40 }, (_, line) => `page ${at} line ${line}`)))
  const ended: string[] = []
  const noted = <T>(name: string, work: Promise<T>) => work.finally(() => ended.push(name))
  const converts = (owner: number, bytes: Buffer, signal: AbortSignal = on) => convertDocument({ bytes, suffix: '', owner }, signal)
  const measures = (owner: number) => measureDocument({ bytes: docx(['x']), suffix: '', owner })
  const { waitMs } = documentLimits
  afterEach(() => {
    ended.length = 0
    documentLimits.waitMs = waitMs
  })

  test('one document of a user is read at a time, in order, so that a place is left for somebody else', async () => {
    const own = ['a1', 'a2', 'a3'].map((name, at) => noted(name, converts(11, at === 0 ? long : docx(['x']))))
    await noted('b', converts(12, docx(['x'])))
    expect(ended).toEqual(['b'])
    await Promise.all(own)
    expect(ended).toEqual(['b', 'a1', 'a2', 'a3'])
  })

  test('the time to wait is bounded, and is none of the time to be read', async () => {
    documentLimits.waitMs = 1
    const reading = noted('long', converts(13, long))
    const waiting = Array.from({ length: 31 }, () => measures(13).catch(({ code }) => code))
    expect(await Promise.all(waiting)).toEqual([...Array(30).fill('unavailable'), 'rate_limit_exceeded'])
    expect(ended).toEqual([])
    documentLimits.waitMs = waitMs
    const next = noted('next', measures(13))
    expect(await reading).toMatchObject({ ok: true, pages: 200 })
    expect(await next).toMatchObject({ ok: true, pages: 1 })
    expect(ended).toEqual(['long', 'next'])
  })

  test('a document that was measured and paid for waits for no others of its user', async () => {
    const reading = noted('long', converts(14, long))
    const waiting = Array.from({ length: 3 }, () => noted('measured', measures(14)))
    await noted('converted', converts(14, docx(['x'])))
    expect(ended).toEqual(['long', 'converted'])
    await Promise.all([reading, ...waiting])
  })

  test('who leaves while waiting leaves at once', async () => {
    const reading = noted('long', converts(15, long))
    const gone = new AbortController()
    const left = converts(15, long, gone.signal)
    gone.abort()
    expect(await left).toEqual({ ok: false, why: 'too_slow' })
    expect(ended).toEqual([])
    await reading
  })
})
