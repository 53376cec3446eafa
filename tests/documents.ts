import { strToU8, zipSync } from 'fflate'

const archive = (files: Record<string, string | Uint8Array>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]))),
  )

/** An archive whose list names one stored file again and again, under other names, and says that it is empty. */
export function stackedArchive(name: string, content: Uint8Array, times: number): Buffer {
  const packed = Buffer.from(zipSync({ [name]: content }, { level: 0 }))
  const end = packed.length - 22
  const start = packed.readUInt32LE(end + 16)
  const entry = packed.subarray(start, end)
  entry.writeUInt32LE(0, 24)
  const entries = Array.from({ length: times }, (_, at) => {
    const other = Buffer.from(entry)
    if (at > 0) other.write(String(at).padStart(4, '0'), 46 + name.length - 8)
    return other
  })
  const tail = packed.subarray(end)
  tail.writeUInt16LE(times, 8)
  tail.writeUInt16LE(times, 10)
  return Buffer.concat([packed.subarray(0, start), ...entries, tail])
}

/** A PDF with a page for each list of lines; the first of a list is printed large. `packed` twice is what stands on all of them instead. */
export function pdf(pages: string[][], packed?: Buffer): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
  const kids = pages.map((lines) => {
    const text = lines
      .map((line, at) => `BT /F1 ${at === 0 ? 24 : 11} Tf 72 ${at === 0 ? 780 : 740 - at * 14} Td (${line}) Tj ET`)
      .join('\n')
    const content = packed?.toString('latin1') ?? text
    const filter = packed ? ' /Filter [/FlateDecode /FlateDecode]' : ''
    objects.push(`<< /Length ${content.length}${filter} >>\nstream\n${content}\nendstream`)
    const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`
    return `${objects.push(page)} 0 R`
  })
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length
  text += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`
  return Buffer.from(`${text}trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1')
}

const relations = (...each: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`

/** A text document of these paragraphs and a table. */
export const docx = (paragraphs: string[], table: string[][] = [], more: Record<string, Uint8Array> = {}): Buffer =>
  archive({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')),
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(paragraph).join('')}${
      table.length > 0
        ? `<w:tbl>${table.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
        : ''
    }</w:body></w:document>`,
    ...more,
  })
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** What stands in a text document where a page ends: where its writer wanted it, and where Word put it. */
export const pageBreaks = { written: '</w:t><w:br w:type="page"/><w:t>', rendered: '</w:t><w:lastRenderedPageBreak/><w:t>' }

/** What a program says of the pages of its document. */
export const statedPages = (pages: string): Record<string, Uint8Array> => ({
  'docProps/app.xml': strToU8(`<Properties><Pages>${pages}</Pages></Properties>`),
})

/** A presentation with a slide for each title, which are shown in the opposite order of their files. `head` stands before each slide. Several slides may be one file. */
export const pptx = (titles: string[], head = '', fileName = (place: number) => `slide${place}`): Buffer =>
  archive({
    'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${titles.map((_, at) => `<p:sldId r:id="r${at}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      ...titles.map((_, at) => relation(`r${at}`, 'slide', `slides/${fileName(titles.length - at)}.xml`)),
    ),
    ...Object.fromEntries(
      titles.map((title, at) => [
        `ppt/slides/${fileName(titles.length - at)}.xml`,
        `${head}<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><a:p><a:r><a:t>${title}</a:t></a:r></a:p></p:sp></p:sld>`,
      ]),
    ),
  })

/** A table document of one sheet, whose cells hold their text. */
export const xlsx = (rows: string[][]): Buffer =>
  archive({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(relation('r1', 'worksheet', 'worksheets/sheet1.xml')),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>${rows
      .map(
        (row, at) =>
          `<row r="${at + 1}">${row.map((cell, column) => `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`,
  })
