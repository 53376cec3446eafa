import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate'
import { documentLimits, Refused } from '../job.ts'

export type Archive = Record<string, Uint8Array>

/** Pictures and sounds are not read, so they need no memory. */
const media = /\.(png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg|mp[34]|m4[av]|wav|avi|mov|wmv|bin|ttf|odttf|fntdata)$/i
/** Sheets may be kept in files of this name. */
const sheets = /^xl\/.*\.bin$/i

/** What is stored as it is comes in full, whatever size it announces, and many files of a list may lie at the same place. */
const roomFor = ({ compression, size, originalSize }: UnzipFileInfo): number => (compression === 0 ? size : originalSize)

/**
 * The texts in an archive. Each is unpacked into as much memory as its head announces and no more, so that what is announced can be added
 * up before.
 */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): Archive {
  let files = 0
  let size = 0
  return unzipSync(bytes, {
    filter(file) {
      const { name } = file
      files++
      if (files > documentLimits.packedFiles) throw new Refused('too_large')
      if ((media.test(name) && !sheets.test(name)) || !wanted(name)) return false
      size += roomFor(file)
      if (size > documentLimits.unpackedBytes) throw new Refused('too_large')
      return true
    },
  })
}

/** The names of all files, and how large the wanted ones are. Nothing is unpacked. */
export function listArchive(bytes: Uint8Array): Map<string, number> {
  const names = new Map<string, number>()
  unzipSync(bytes, {
    filter(file) {
      if (names.size >= documentLimits.packedFiles) throw new Refused('too_large')
      names.set(file.name, roomFor(file))
      return false
    },
  })
  return names
}

/** The same archive with nothing in it that unpacks to more than it says, for libraries that unpack it themselves. */
export const safeArchive = (bytes: Uint8Array): Uint8Array => zipSync(openArchive(bytes), { level: 0 })
