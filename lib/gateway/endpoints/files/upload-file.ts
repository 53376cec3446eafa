import 'server-only'
import { saveFile } from '@/lib/files/save-file'
import type { FormPart } from '../../parse/read-form'
import { wrong } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { fileObject } from './file-object'

const longestPurpose = 64
const usual = 'user_data'

/** Takes a file into the user's store. */
export const uploadedFile: FreeEndpoint = {
  method: 'POST',
  name: 'files',
  async answer({ caller, form }) {
    const { parts, leave } = await form()
    try {
      const { filename, type, bytes } = fileIn(parts)
      return fileObject(await saveFile({ userId: caller.user.id, name: filename, purpose: purposeIn(parts), told: type, bytes }))
    } finally {
      leave()
    }
  },
}

/** What else a form may hold (`expires_after`, say) is passed over: files stay until they are deleted. */
function fileIn(parts: FormPart[]) {
  const files = parts.flatMap((part) => ('file' in part && part.name === 'file' ? [part.file] : []))
  const [file] = files
  if (!file) throw wrong('file', 'is missing: send the file in a field of this name, with its filename')
  if (files.length > 1) throw wrong('file', 'came more than once: send one file in a call')
  if (file.bytes.length === 0) throw wrong('file', 'is empty')
  return file
}

function purposeIn(parts: FormPart[]): string {
  const part = parts.find(({ name }) => name === 'purpose')
  if (!part) return usual
  const text = 'text' in part ? part.text : ''
  if (!/^[\w-]+$/.test(text) || text.length > longestPurpose) throw wrong('purpose', 'must be a word such as "user_data"')
  return text
}
