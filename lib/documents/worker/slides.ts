import { DOMParser } from '@xmldom/xmldom'
import { type Archive, listArchive, openArchive } from './archive.ts'
import { tableOf } from './text.ts'

const slideName = /^ppt\/slides\/[^/]+\.xml$/i
const isRead = (name: string): boolean => /^ppt\/(presentation\.xml$|slides\/|notesSlides\/|_rels\/)/.test(name)

/** The files of slides, whatever they are called. A presentation may show one of them more than once. */
export function countSlides(bytes: Uint8Array): number {
  const files = listArchive(bytes)
  const slides = [...files.keys()].filter((name) => slideName.test(name))
  const list = openArchive(bytes, (name) => /^ppt\/(presentation\.xml$|_rels\/)/.test(name))
  return Math.max(slides.length, orderOf(list, (name) => files.has(name)).length)
}

/** Each slide with its title, texts, tables and notes, in the order in which they are shown. */
export function markdownOfSlides(bytes: Uint8Array): string {
  const archive = openArchive(bytes, isRead)
  const parts = orderOf(archive, (name) => name in archive).map((name, place) => {
    const said = textsIn(parsed(archive, name))
    const notes = notesOf(archive, name)
    return [`<!-- Slide ${place + 1} -->`, ...said, ...(notes ? [`**Notes:** ${notes}`] : [])].join('\n\n')
  })
  return parts.join('\n\n')
}

function parsed(archive: Archive, name: string): Document | undefined {
  const bytes = archive[name]
  if (!bytes) return undefined
  const quiet = { warning() {}, error() {}, fatalError() {} }
  return new DOMParser({ errorHandler: quiet }).parseFromString(new TextDecoder().decode(bytes), 'text/xml')
}

const all = (within: Document | Element | undefined, name: string): Element[] =>
  within ? Array.from(within.getElementsByTagName(name)) : []

/** What a part of the presentation refers to, by the id of the reference. */
function relationsOf(archive: Archive, name: string): Map<string, string> {
  const [folder = '', file = ''] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)]
  const relations = all(parsed(archive, `${folder}/_rels/${file}.rels`), 'Relationship')
  return new Map(relations.map((each) => [each.getAttribute('Id') ?? '', resolved(folder, each.getAttribute('Target') ?? '')]))
}

const resolved = (folder: string, target: string): string => new URL(target, `file:///${folder}/`).pathname.slice(1)

function orderOf(archive: Archive, isThere: (name: string) => boolean): string[] {
  const relations = relationsOf(archive, 'ppt/presentation.xml')
  const shown = all(parsed(archive, 'ppt/presentation.xml'), 'p:sldId').map((each) => relations.get(each.getAttribute('r:id') ?? '') ?? '')
  return shown.filter(isThere)
}

function notesOf(archive: Archive, slide: string): string {
  const name = [...relationsOf(archive, slide).values()].find((target) => target.startsWith('ppt/notesSlides/'))
  const shapes = name ? all(parsed(archive, name), 'p:sp').filter((shape) => placeOf(shape) === 'body') : []
  return shapes.flatMap((shape) => paragraphsIn(shape)).join(' ')
}

const placeOf = (shape: Element): string => all(shape, 'p:ph')[0]?.getAttribute('type') ?? ''

function textsIn(slide: Document | undefined): string[] {
  const shapes = all(slide, 'p:sp').flatMap((shape) => {
    const place = placeOf(shape)
    if (place === 'sldNum' || place === 'dt' || place === 'ftr') return []
    const paragraphs = paragraphsIn(shape)
    if (place === 'title' || place === 'ctrTitle') return paragraphs.length > 0 ? [`# ${paragraphs.join(' ')}`] : []
    return paragraphs.length > 1 ? [paragraphs.map((text) => `- ${text}`).join('\n')] : paragraphs
  })
  const tables = all(slide, 'a:tbl').map((table) =>
    tableOf(all(table, 'a:tr').map((row) => all(row, 'a:tc').map((cell) => paragraphsIn(cell).join(' ')))),
  )
  return [...shapes, ...tables]
}

const paragraphsIn = (shape: Element): string[] =>
  all(shape, 'a:p')
    .map((paragraph) =>
      all(paragraph, 'a:t')
        .map((run) => run.textContent ?? '')
        .join('')
        .trim(),
    )
    .filter(Boolean)
