import type { FormFile, FormPart } from '../../parse/read-form'
import { wrong } from '../check-members'

/** The one file of a form. What else a form may hold (`expires_after`, say) is passed over: files stay until they are deleted. */
export function fileIn(parts: FormPart[], field: string): FormFile {
  const files = parts.flatMap((part) => ('file' in part && part.name === field ? [part.file] : []))
  const [file] = files
  if (!file) throw wrong(field, 'is missing: send the file in a field of this name, with its filename')
  if (files.length > 1) throw wrong(field, 'came more than once: send one file in a call')
  if (file.bytes.length === 0) throw wrong(field, 'is empty')
  return file
}
