import 'server-only'
import { saveFile } from '@/lib/files/save-file'
import type { FreeEndpoint } from '../endpoint'
import { fileIn } from './file-in'
import { fileObject } from './file-object'
import { purposeOf } from './purpose'

/** Takes a file into the user's store. */
export const uploadedFile: FreeEndpoint = {
  method: 'POST',
  name: 'files',
  async answer({ caller, form }) {
    const { parts, leave } = await form()
    try {
      const { filename, type, bytes } = fileIn(parts, 'file')
      const given = parts.find(({ name }) => name === 'purpose')
      const purpose = purposeOf(given && ('text' in given ? given.text : ''))
      return fileObject(await saveFile({ userId: caller.user.id, name: filename, purpose, told: type, bytes }))
    } finally {
      leave()
    }
  },
}
